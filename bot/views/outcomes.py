"""The seven ways in which a hand-off ends, in words, and what each of the two sides said of it."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import Option, PlainTextObject, StaticSelectElement

from bot.exchange.values import Outcome
from bot.views.actions import Action, pair

if TYPE_CHECKING:
    from bot.exchange.values import ReferralState

QUESTION = "How did it go?"
OUTCOMES = MappingProxyType(
    {
        Outcome.BOOKED: "First appointment booked",
        Outcome.WAITING: "Waiting to hear",
        Outcome.COULD_NOT_CONNECT: "Couldn't connect",
        Outcome.NOT_A_FIT: "Not a fit",
        Outcome.WENT_ELSEWHERE: "Went elsewhere",
        Outcome.NO_ROOM: "No room after all",
        Outcome.UNDISCLOSED: "Rather not say",
    }
)
# After these the client still needs somebody, so the next in line is called.
_TURN_TO_NEXT = frozenset({Outcome.NOT_A_FIT, Outcome.NO_ROOM})


@dataclass(frozen=True)
class BothSides:
    """What the referrer and the chosen colleague said of the hand-off as it is now; None while one is silent."""

    referrer: Outcome | None
    colleague: Outcome | None

    @property
    def differ(self) -> bool:
        return None not in (self.referrer, self.colleague) and self.referrer is not self.colleague


def both_sides(state: ReferralState) -> BothSides:
    """The newest word of each side on the hand-off to the colleague who is chosen now.

    What was said of an earlier hand-off belongs to those two alone. It ended with the word of a colleague who is chosen
    no more, or with a word that turned to the next in line because nothing before it had ended the referral.
    """
    colleague = state.chosen.member_id if state.chosen else ""
    heard: dict[str, Outcome] = {}
    for report in sorted(state.reports, key=lambda report: report.at):
        ended = any(outcome is not Outcome.WAITING for outcome in heard.values())
        stranger = report.member_id not in (state.referral.referrer_id, colleague)
        if stranger or (report.outcome in _TURN_TO_NEXT and not ended):
            heard.clear()
        else:
            heard[report.member_id] = report.outcome
    return BothSides(heard.get(state.referral.referrer_id), heard.get(colleague))


def outcome_select(referral_id: str) -> StaticSelectElement:
    """The seven outcomes to choose from at once; each option's value is "referral:outcome"."""
    return StaticSelectElement(
        placeholder=PlainTextObject(text=QUESTION),
        action_id=Action.REPORT_AS.value,
        options=[
            Option(value=pair(referral_id, outcome.value), text=PlainTextObject(text=label))
            for outcome, label in OUTCOMES.items()
        ],
    )
