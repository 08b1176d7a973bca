"""What somebody reads where few fit, or nobody: what stands in the way, and the one wish that could be given up."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import PlainTextObject
from slack_sdk.models.views import View

from bot.exchange.values import Audience
from bot.matching import Constraint, nobody, vocabulary
from bot.matching.relaxing import ENOUGH
from bot.views.actions import Action, Form, pair
from bot.views.message import aside, button, choices, escape, listed, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import Block, ButtonElement

    from bot.exchange.drafts import Draft
    from bot.matching import Need
    from bot.matching.relaxing import Shortage
    from bot.matching.vocabulary import Kind

#: The title of a form that was held because nobody fits, and what it is sent with.
TITLE = "Nobody fits yet"
_NOBODY_TREATS = (
    "who could take this says that they work with it. A wider concern may help; or ask the channel, where somebody "
    "may know a colleague outside."
)
_NUMBERS = MappingProxyType({1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"})
_IF = MappingProxyType(
    {
        Constraint.PAYMENT: "If your client can pay another way",
        Constraint.AREA: "If another part of town will do",
        Constraint.LANGUAGE: "If another language will do",
        Constraint.SERVICE: "If somebody else can see to that service",
        Constraint.GENDER: "If the therapist's gender does not matter",
        Constraint.TIME: "If another time of day or week will do",
    }
)
_FIXED = MappingProxyType(
    {
        Constraint.LICENCE: "A licence is needed where your client will be, so I never leave it out. If they can be in "
        "another state too, pick that as well.",
        Constraint.AGE_GROUP: "I don't leave out who comes. A colleague in the channel may know somebody outside.",
        Constraint.CLIENT_TYPE: "I don't leave out who comes. A colleague in the channel may know somebody outside.",
    }
)


def sentence(shortage: Shortage, need: Need, *, beside: bool = False) -> str:
    """How few fit, and of nobody also why; `beside` those who were asked before."""
    if shortage.fitting:
        count = f"{_number(shortage.fitting)}{' more' if beside else ''}"
        return f"Only {count} {'fits' if shortage.fitting == 1 else 'fit'}."
    if shortage.blocker is None:
        return f"{'Nobody else' if beside else 'Nobody'} {_NOBODY_TREATS}"
    why = escape(nobody(shortage.blocker, need, beside=beside))
    return " ".join(filter(None, (why, _FIXED.get(shortage.blocker.constraint, ""))))


def way_on(shortage: Shortage, need: Need) -> str:
    """What giving up one wish would bring; "" where that would not help."""
    if shortage.waiver is None:
        return ""
    if not shortage.waiver.fitting:
        return f"It takes more than one change; the first could be to leave out {_given_up(shortage, need)}."
    would = f"{_number(shortage.waiver.fitting)} would fit"
    return f"*{_if(shortage.waiver.constraint, need)}, {would}.*"


def submit(draft: Draft) -> str:
    """What a form that was held is sent with."""
    return "Look again" if draft.audience is Audience.NOBODY else "Post it as it is"


def on_top(shortage: Shortage, draft: Draft) -> list[Block]:
    """The first lines of a form that nobody fits: why, and each way on with one press."""
    verb = "Show" if draft.audience is Audience.NOBODY else "Ask"
    wish = shortage.waiver.constraint if shortage.waiver else ""
    buttons = [
        *([button(_without(verb, shortage, draft.need), Action.FORM_WITHOUT, wish, style="primary")] if wish else []),
        *([button("See who is full", Action.FORM_FULL, Action.FORM_FULL)] if shortage.full else []),
    ]
    as_it_is = {
        Audience.CHANNEL: "“Post it as it is” asks the channel: somebody may know a colleague outside.",
        Audience.BEST: "As it is, I would ask nobody for now.",
        Audience.NOBODY: "",
    }[draft.audience]
    return [*_lines(shortage, draft.need, buttons), aside(f"{as_it_is} All that you filled in is below.".strip())]


def modal(shortage: Shortage, need: Need, referral_id: str) -> View:
    """Who else could fit a referral that was posted, and what that would take."""
    blocks = (
        _waiting(shortage)
        if shortage.fitting >= ENOUGH
        else _lines(shortage, need, _buttons(shortage, referral_id, need), beside=True)
    )
    return View(
        type="modal",
        callback_id=Form.WHO_ELSE.value,
        title=PlainTextObject(text="Who else could fit"),
        close=PlainTextObject(text="Close"),
        blocks=[*blocks, aside("“Edit”, on my message, changes anything else.")],
    )


def asked_without(wish: Constraint) -> str:
    """Answers the press that gave up a wish."""
    left_open = " They read that payment is not settled yet." if wish is Constraint.PAYMENT else ""
    return f"Done: I ask whoever fits now, and my message to you shows whom.{left_open}"


def _buttons(shortage: Shortage, referral_id: str, need: Need) -> list[ButtonElement]:
    buttons = []
    if shortage.waiver:
        value = pair(referral_id, shortage.waiver.constraint)
        buttons.append(button(_without("Ask", shortage, need), Action.ASK_WITHOUT, value, style="primary"))
    if shortage.full:
        buttons.append(button("See who is full", Action.SEE_FULL, referral_id))
    return buttons


def _lines(shortage: Shortage, need: Need, buttons: Sequence[ButtonElement], *, beside: bool = False) -> list[Block]:
    full = f"{_number(shortage.full).capitalize()} who would fit {'has' if shortage.full == 1 else 'have'} no room now."
    lines = [sentence(shortage, need, beside=beside), way_on(shortage, need), full if shortage.full else ""]
    return [said("\n".join(line for line in lines if line)), *([choices(*buttons)] if buttons else [])]


def _waiting(shortage: Shortage) -> list[Block]:
    return [
        said(f"{_number(shortage.fitting).capitalize()} more fit. I ask them next, if those I asked can't take it.")
    ]


def _if(wish: Constraint, need: Need) -> str:
    if wish is Constraint.FORMAT:
        other = "telehealth" if need.format == "in_person" else "meeting in person"
        return f"If {other} will do too"
    return _IF[wish]


def _without(verb: str, shortage: Shortage, need: Need) -> str:
    one_of_several = shortage.waiver is not None and not shortage.waiver.fitting
    return f"{'Leave out' if one_of_several else f'{verb} without'} {_given_up(shortage, need)}"


def _given_up(shortage: Shortage, need: Need) -> str:
    """The wish as it was picked in the form: “Medicaid”."""
    if shortage.waiver is None:
        return ""
    picked: dict[Constraint, tuple[Kind, Sequence[str]]] = {
        Constraint.PAYMENT: ("payment", need.payments),
        Constraint.FORMAT: ("format", [need.format]),
        Constraint.AREA: ("area", need.areas),
        Constraint.LANGUAGE: ("language", need.languages),
        Constraint.SERVICE: ("service", need.services),
        Constraint.GENDER: ("gender", [need.gender]),
        Constraint.TIME: ("time", need.times),
    }
    kind, codes = picked[shortage.waiver.constraint]
    return listed([f"“{vocabulary.label(kind, code)}”" for code in codes if code != "not_sure"], "or")


def _number(count: int) -> str:
    return _NUMBERS.get(count, str(count))
