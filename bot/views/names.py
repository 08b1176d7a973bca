"""Names for a client: who to call, why, how they are reached, and words to say, to be copied with one long press."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import DividerBlock, PlainTextObject
from slack_sdk.models.views import View

from bot.exchange.drafts import STATEMENT_LIMIT
from bot.exchange.naming import Part
from bot.matching import OpeningKind, vocabulary
from bot.views import forms, shortage
from bot.views.actions import Form
from bot.views.licences import how_sure, licence_line
from bot.views.message import aside, cut, day, escape, listed, person, quoted, said
from bot.views.needs import headline
from bot.views.referrer_card import NEVER_IN_SLACK, contact_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from slack_sdk.models.blocks import Block

    from bot.exchange.naming import Name
    from bot.exchange.values import Member
    from bot.matching import Need, Opening
    from bot.matching.relaxing import Shortage
    from bot.matching.vocabulary import Kind

#: The block id of the words that can be copied.
WORDS = "words"
# Characters: Slack takes 3,000 in a field, and three colleagues share them.
_MOST = 3000
_MOST_OF_A_CONTACT = 200
_PARTS = MappingProxyType(
    {Part.OFFERED: " can take this", Part.ASKED: " was asked, and has not answered yet", Part.UNASKED: ""}
)
#: The headings of concerns that it is hard to speak of, and harder to be sent on with.
HEAVY = frozenset({"Safety", "Trauma", "Loss and change"})
_CHILDREN = frozenset({"young_child", "child"})


def modal(names: Sequence[Name], need: Need, few: Shortage | None = None, *, on_top: bool = False) -> View:
    """The words in a field of their own, which is neither read nor kept, and beneath it each of the names, best first.

    Args:
        names: three at most; with none it says so.
        need: what they fit.
        few: what would bring more names; None where there are enough.
        on_top: the referral form lies beneath.
    """
    blocks: list[Block] = [said(f"*{headline(need)}*"), *_few(few, need)]
    blocks += [_to_copy(names, need)] if names else [said("I know of nobody else here to name for this.")]
    for name in names:
        blocks += [DividerBlock(), said(colleague(name))]
    blocks.append(aside(f"Your client makes the call. {NEVER_IN_SLACK}"))
    return View(
        type="modal",
        callback_id=Form.NAMES.value,
        title=PlainTextObject(text="Names for your client"),
        submit=PlainTextObject(text="Done") if names else None,
        close=PlainTextObject(text="Back" if on_top else "Close"),
        blocks=blocks,
    )


def full(names: Sequence[Name], need: Need) -> View:
    """Who would fit and has no room now; they are shown, and not asked."""
    blocks: list[Block] = [said(f"*{headline(need)}*")]
    for name in names:
        blocks += [DividerBlock(), said(colleague(name))]
    nobody = "Nobody who would fit is full any more: please look again."
    told = "They said that they are full, so I don't ask them. If your client can wait, a word with them may help."
    return View(
        type="modal",
        title=PlainTextObject(text="Full for now"),
        close=PlainTextObject(text="Back"),
        blocks=[*blocks, DividerBlock(), aside(told)] if names else [said(nobody)],
    )


def words(names: Sequence[Name], need: Need) -> str:
    """What can be said to the client, and whom to call: nothing in it tells of the client, or comes from the note."""
    colleagues = [_to_call(place, name, need) for place, name in enumerate(names, start=1)]
    end = "You choose, and you make the call: nobody has your name or number. If it doesn't work out, please tell me."
    return cut("\n\n".join([_opening(need), *colleagues, end]), _MOST)


def colleague(name: Name) -> str:
    """One of the names: why, what they say of themselves, their room, their licences, and how a client reaches them."""
    member = name.member
    lines = [
        f"*{person(member)}*{_PARTS[name.part]}",
        *(f"• {escape(reason)}" for reason in name.reasons),
        quoted(cut(member.niche.statement, STATEMENT_LIMIT)),
        escape(_room(member)),
        licence_line(member),
        contact_line(member),
    ]
    return "\n".join(line for line in lines if line)


def _few(few: Shortage | None, need: Need) -> list[Block]:
    if few is None:
        return []
    lines = [shortage.sentence(few, need), shortage.way_on(few, need)]
    return [said("\n".join(line for line in lines if line))]


def _to_copy(names: Sequence[Name], need: Need) -> Block:
    return forms.field(
        WORDS,
        "Words for your client",
        forms.text(words(names, need), _MOST, multiline=True),
        hint="Press and hold in it, select all, copy. Change it as you like: nothing of it is sent or kept.",
        optional=True,
    )


def _opening(need: Need) -> str:
    """The first words: warm, honest, and without a promise."""
    groups = {term.group for term in vocabulary.terms("concern") if term.code in need.concerns}
    whom = {"couple": "the two of you", "family": "your family"}.get(need.client_type, "")
    whom = whom or ("your child" if need.age_group in _CHILDREN else "")
    if groups & HEAVY:
        return (
            "Thank you for trusting me with this. It deserves somebody who works with it often. I'm not the best "
            "person for it, and here is who I'd call:"
        )
    if whom:
        return f"I'd like {whom} to be in good hands. I'm not the best person for this, and here is who I'd call:"
    return "I'm not the best person for this, and here is who I'd call:"


def _to_call(place: int, name: Name, need: Need) -> str:
    member = name.member
    contact = " ".join(member.practice_contact.split()) or "How to reach them: please ask me."
    lines = [
        f"{place}. {member.name}",
        cut(contact, _MOST_OF_A_CONTACT),
        "Has offered to take this on." if name.part is Part.OFFERED else "",
        " ".join(_about(member, need)),
        f"{_room(member)}.",
    ]
    return "\n".join(line for line in lines if line)


def _about(member: Member, need: Need) -> Iterable[str]:
    """Why them, as far as they state it themselves: what was asked for and they do, a sentence each."""
    niche, payments = member.niche, [code for code in need.payments if code != "not_sure"]
    shared: list[tuple[str, Kind, Sequence[str], Iterable[str]]] = [
        ("Works with", "concern", need.concerns, niche.every_concern),
        ("Takes", "payment", payments, niche.payments),
        ("Speaks", "language", need.languages, niche.languages),
        ("Meets", "format", [need.format], niche.formats),
        ("Offers", "service", need.services, niche.services),
    ]
    for verb, kind, asked, stated in shared:
        if both := [vocabulary.label(kind, code) for code in asked if code in set(stated)]:
            yield f"{verb}: {', '.join(both)}."
    licensed = [
        vocabulary.label("state", code) for code in need.states if code in {each.state for each in niche.licences}
    ]
    if licensed:
        yield f"Licensed in {listed(licensed)} ({how_sure(member)})."
    if need.payments and not set(payments) & set(niche.payments):
        yield "Please ask about payment."


def _room(member: Member) -> str:
    """Whether there is room, and when they last said so."""
    opening = member.niche.opening
    told = f", as of {day(opening.confirmed_at.astimezone(member.zone))}" if opening.confirmed_at else ""
    match opening.kind:
        case OpeningKind.SOME:
            limits = limits_of(opening)
            return f"Has room{f' ({limits})' if limits else ''}{told}"
        case OpeningKind.NONE if opening.until:
            return f"No room before {day(opening.until)}{told}"
        case OpeningKind.NONE:
            return f"No room{told}"
        case OpeningKind.UNKNOWN:
            return "Hasn't said lately whether there is room"


def limits_of(opening: Opening) -> str:
    """What the room is for alone, and the member's own words for its limits."""
    kept = [vocabulary.label(kind, code) for kind, codes in opening.kept_for.items() for code in codes]
    return "; ".join(each for each in (f"{listed(kept, 'or')} only" if kept else "", opening.limits) if each)
