"""How colleagues see a niche, before and after it is saved, and what would make matches better."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import DividerBlock, PlainTextObject
from slack_sdk.models.views import View

from bot.exchange.naming import Name
from bot.matching import OpeningKind
from bot.matching.advice.gaps import TOP, Gap, gaps
from bot.views import names
from bot.views.message import aside, day, listed, said
from bot.views.niche_fields import LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slack_sdk.models.blocks import Block

    from bot.exchange.values import Member
    from bot.matching import Match, Opening, Profile

_MOST = 3  # things to add at a time
#: What stands for a contact that was typed and not saved: what nothing has checked goes out when it is saved.
CONTACT_TYPED = "what you typed under “Practice contact”"
_GAPS: Mapping[Gap, str] = MappingProxyType(
    {
        Gap.LICENCES: "*Where you are licensed*: I name nobody for a state that they did not list.",
        Gap.STATEMENT: "*Whom you help best*, in a sentence: it is what a colleague remembers.",
        Gap.CLIENT_TYPES: "*Whom you see*: what isn't said ranks below a stated yes.",
        Gap.AGE_GROUPS: "*Of which ages*: what isn't said ranks below a stated yes.",
        Gap.PAYMENTS: "*How clients can pay*: else your colleague has to ask you first.",
        Gap.FORMATS: "*How you meet*: else your colleague has to ask you first.",
        Gap.OPENING: "*Whether you have room*: those who do come first.",
    }
)
_READS = "A colleague whose client fits you reads:"
_UNCHECKED = "You list other states now, so “licence checked” is off until an admin looks it up again."
_NO_CONTACT = "*Your practice contact*: clients call you, and nobody can give them a number."


def preview(member: Member, match: Match, held_back: Sequence[str] = ()) -> View:
    """What colleagues would read of the form as it is filled in.

    Args:
        member: with what was filled in, as far as the privacy check lets it through.
        match: with the reasons that a request made for them would give.
        held_back: the fields of which something is to be asked about first.
    """
    where = listed([f"“{LABELS[name]}”" for name in held_back])
    asked = f"\nSome words under {where} may say who somebody is, so I left them out here. *Save* asks you about them."
    return _view(
        "How colleagues see it",
        "Back",
        [
            said(f"*Nothing is saved yet.* {_READS}{asked if where else ''}"),
            *_as_colleagues_read(member, match),
            *_better(member),
        ],
    )


def saved(member: Member, match: Match, *, unchecked: bool = False) -> View:
    """What the member reads once their niche is kept.

    Args:
        unchecked: an admin had looked their licences up, and by this they list others.
    """
    return _view(
        "Your niche",
        "Done",
        [
            said(f"*Saved.* {_room(member.niche.opening)}"),
            *([said(_UNCHECKED)] if unchecked else []),
            *_as_colleagues_read(member, match),
            *_better(member),
            aside("You can change it any time with `/niche`."),
        ],
    )


def _as_colleagues_read(member: Member, match: Match) -> list[Block]:
    asked = replace(member, niche=replace(member.niche, opening=member.niche.opening.when_asked))
    return [DividerBlock(), said(names.colleague(Name(asked, match.reasons))), DividerBlock()]


def _better(member: Member) -> list[Block]:
    missing = [_top_three(member.niche) if gap is Gap.TOP_CONCERNS else _GAPS[gap] for gap in gaps(member.niche)]
    missing += [] if member.practice_contact else [_NO_CONTACT]
    if not missing:
        return [aside("Nothing is missing for good matches.")]
    return [said("\n".join(["*What would make your matches better*", *(f"• {each}" for each in missing[:_MOST])]))]


def _top_three(niche: Profile) -> str:
    if not niche.top_concerns:
        return "*Your top three*: they count most."
    more = TOP - len(niche.top_concerns)
    return f"*{'One' if more == 1 else 'Two'} more under your top three*: they count most."


def _room(opening: Opening) -> str:
    match opening.kind:
        case OpeningKind.SOME:
            return f"Colleagues see that you have room. {_READS}"
        case OpeningKind.UNKNOWN:
            return f"Colleagues see that you haven't said whether you have room. {_READS}"
        case OpeningKind.NONE:
            when = f" before {day(opening.until)}" if opening.until else " for now"
            return f"I won't ask you{when}. Afterwards a colleague whose client fits you reads:"


def _view(title: str, close: str, blocks: list[Block]) -> View:
    return View(type="modal", title=PlainTextObject(text=title), close=PlainTextObject(text=close), blocks=blocks)
