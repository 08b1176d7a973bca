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


@dataclass(frozen=True)
class BothSides:
    """What the referrer and the chosen colleague said of the hand-off as it is now; None while one is silent."""

    referrer: Outcome | None
    colleague: Outcome | None

    @property
    def differ(self) -> bool:
        return None not in (self.referrer, self.colleague) and self.referrer is not self.colleague


def both_sides(state: ReferralState) -> BothSides:
    """The newest word of each side on the hand-off to the colleague who is chosen now."""
    if state.chosen is None:
        return BothSides(None, None)
    told = {member_id: report.outcome for member_id, report in state.reports_on(state.chosen).items()}
    return BothSides(told.get(state.referral.referrer_id), told.get(state.chosen.member_id))


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
