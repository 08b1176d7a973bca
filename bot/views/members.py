"""What admins see of the members: how often each was asked, and one member with their licence to look up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.models.blocks import PlainTextObject, UserSelectElement
from slack_sdk.models.views import View

from bot.exchange.oversight import licences_key, spread
from bot.matching import OpeningKind, vocabulary
from bot.views.actions import Action, pair
from bot.views.licences import how_sure, licence_line
from bot.views.message import aside, button, choices, cut, day, escape, packed, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from slack_sdk.models.blocks import Block

    from bot.exchange.oversight import Seen

# A view takes 250,000 bytes: so many members fit, and the others are found by name.
_MOST = 600
_NAME = 80
_TITLE = "Members"
_TOP = 3
_LOOK_UP = (
    "How to look it up: search the web for the state, the profession and “licence lookup”, open the state's own page "
    "(mostly it ends in .gov), and search for the name there. See that it is this person and this state, that the "
    "licence is active, and that it has not run out. For telehealth by a compact, look in the compact's own register. "
    "Then say so here; no number is kept."
)


def everybody(seen: Sequence[Seen]) -> View:
    """The members by name, with how often each was asked lately, never for what.

    Args:
        seen: every member, by name.
    """
    more = f"These are the first {_MOST} by name; pick anybody else above." if len(seen) > _MOST else ""
    return _modal(
        [
            said(_evenness(seen)),
            choices(
                UserSelectElement(
                    action_id=Action.SEE_MEMBER.value, placeholder=PlainTextObject(text="Look at one member")
                )
            ),
            *(said(text) for text in packed([_line(each) for each in seen[:_MOST]])),
            *([aside(more)] if more else []),
            aside(
                "How often, never for what. Whoever was asked lately stands back a little, so that everybody gets a "
                "turn; what somebody gave or received counts for nothing."
            ),
        ]
    )


def one(seen: Seen, *, own: bool) -> View:
    """One member, and their licence to look up.

    Args:
        own: it is the admin's own entry, which somebody else looks up.
    """
    member = seen.member
    concerns = ", ".join(escape(vocabulary.label("concern", code)) for code in member.niche.top_concerns)
    lines = [_line(seen, with_licence=False), f"Treats best: {concerns}" if concerns else ""]
    return _modal([said("\n".join(line for line in lines if line)), *_licence(seen, own=own)])


def nobody() -> View:
    """For somebody who was picked and is no member."""
    return _modal([said("This person is no member of the collective, so there is nothing to show.")])


def _licence(seen: Seen, *, own: bool) -> Iterator[Block]:
    member = seen.member
    line = licence_line(member)
    if not line:
        yield said("They list no state, so there is no licence to look up.")
        return
    by = f"\nLooked up by {escape(seen.checked_by)}." if seen.checked_by else ""
    yield said(f"*{line}*{by}")
    if own:
        yield aside("Your own licence is for another admin to look up, or for whoever else the set-up names.")
        return
    value = pair(member.user_id, licences_key(member.niche.licences))
    buttons = [
        button(
            "I looked it up today",
            Action.LICENCE_CHECKED,
            value,
            style=None if member.licence_checked_at else "primary",
        )
    ]
    if member.licence_checked_at:
        buttons.append(button("Take it back", Action.LICENCE_UNCHECKED, member.user_id))
    yield choices(*buttons)
    yield aside(_LOOK_UP)
    yield aside("It ends by itself when they list other states. Colleagues see the day, and not who looked.")


def _evenness(seen: Sequence[Seen]) -> str:
    """How evenly the invitations were spread, in a line."""
    told = spread(seen)
    if not told.invitations:
        return f"*Nobody was asked in the last 30 days.* {told.members} of {len(seen)} members have a niche."
    fair = told.invitations / told.members
    evenly = f"Spread evenly it would be about {fair:.0f} each; the" if fair >= 1 else "The"
    return (
        f"*In the last 30 days* {_times(told.invitations, 'invitation')} went to {told.reached} of the "
        f"{_times(told.members, 'member')} with a niche. {evenly} most that one had is {told.most}."
    )


def _line(seen: Seen, *, with_licence: bool = True) -> str:
    name = f"*{cut(escape(seen.member.name), _NAME)}*"
    if not seen.has_niche:
        return f"{name}\nNo niche yet, so I can't ask them."
    niche = seen.member.niche
    count = len(niche.top_concerns)
    top = "top three stated" if count == _TOP else f"{count} of the top three stated" if count else "no top three yet"
    licence = "licence not checked" if niche.licences else "no licence listed"
    if seen.member.licence_checked_at:
        licence = how_sure(seen.member)
    asked = {0: "Not asked", 1: "Asked once"}.get(seen.asked, f"Asked {seen.asked} times")
    parts = [asked, _room(seen), top, *([licence] if with_licence else [])]
    return f"{name}\n{' · '.join(parts)}"


def _room(seen: Seen) -> str:
    opening = seen.member.niche.opening
    confirmed = ""
    if opening.confirmed_at:
        confirmed = f" (last said on {day(opening.confirmed_at.astimezone(seen.member.zone).date())})"
    match opening.kind:
        case OpeningKind.SOME:
            return f"has room{confirmed}"
        case OpeningKind.NONE:
            return f"no room{f' before {day(opening.until)}' if opening.until else ''}{confirmed}"
        case OpeningKind.UNKNOWN:
            return f"room not known{confirmed}"


def _times(count: int, noun: str) -> str:
    return f"{count} {noun if count == 1 else f'{noun}s'}"


def _modal(blocks: Sequence[Block]) -> View:
    return View(
        type="modal", title=PlainTextObject(text=_TITLE), close=PlainTextObject(text="Close"), blocks=list(blocks)
    )
