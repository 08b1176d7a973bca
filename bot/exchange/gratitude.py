"""The rules of thanks: what a thank-you holds, which draft comes next, when somebody is offered to write one.

And of the word on whom somebody helps best.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zlib import crc32

from bot.exchange.moves import Refused, Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exchange.values import Member, Membership
    from bot.exchange.working_time import WorkingTime

#: Nobody is offered more than once in so long to thank somebody: thanks that are asked for too often are a duty.
PROMPT_EVERY = timedelta(weeks=1)
#: The word on whom somebody helps best comes so many working days after it was asked for, in the morning.
TOLD_AFTER = 3
#: One colleague is not told again by another within so long.
TOLD_EVERY = timedelta(days=90)
#: A collective with fewer members has no weekly post: in so small a circle everybody knows whom it is about.
FEWEST_FOR_WEEKLY = 15
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class ThankYou:
    """A thank-you as its form holds it.

    Attributes:
        form_id: the form's own id, so that one form thanks once.
        to_user: Slack's id of whoever is thanked; "" while nobody is picked.
        referral_id: after which hand-off it is written; "" where it is not after one.
        draft: the key of the draft that the words began as.
        may_be_shared: its writer agrees that the weekly post mentions it.
        not_identifying: the keys (`bot.privacy.Finding.key`) of the words of which the writer says that they identify
            nobody.
        rewritten: how often the words were written anew for their writer.
    """

    form_id: str
    to_user: str = ""
    referral_id: str = ""
    words: str = ""
    draft: str = ""
    may_be_shared: bool = False
    not_identifying: frozenset[str] = frozenset()
    rewritten: int = 0

    def with_words(self, words: str) -> ThankYou:
        """The same with other words."""
        return self if words == self.words else replace(self, words=words, rewritten=self.rewritten + 1)

    def with_draft(self, draft: str, words: str) -> ThankYou:
        """The same begun anew from another draft."""
        return replace(self.with_words(words), draft=draft)


@dataclass(frozen=True)
class Given:
    """A thank-you that a member wrote from a draft; `at` is UTC, calendar time."""

    draft: str
    to_id: str
    at: datetime


def colleague(giver: Member, to: Member | None, membership: Membership) -> Member:
    """Whoever is thanked, if they can be.

    Args:
        to: None for somebody who was never met.
        membership: how the collective counts its members.

    Raises:
        Refused: they are no member, or the giver themselves.
    """
    if to is None or not to.counts(membership):
        raise Refused(Why.NO_COLLEAGUE)
    if to.id == giver.id:
        raise Refused(Why.THANKS_TO_ONESELF)
    return to


def may_prompt(last: datetime | None, now: datetime) -> bool:
    """Whether somebody may be offered to write a thank-you, who was last offered it then; None: never."""
    return last is None or now - last >= PROMPT_EVERY


def may_tell(last: datetime | None, now: datetime) -> bool:
    """Whether a colleague may be told whom somebody helps best, who last heard it from them then; None: never."""
    return last is None or now - last >= TOLD_EVERY


def told_at(working_time: WorkingTime, now: datetime) -> datetime:
    """When a colleague is told whom somebody helps best who asks for it at `now`: too late to guess what it is about.

    Args:
        working_time: of the colleague.
    """
    return working_time.morning(now, TOLD_AFTER)


def in_turn(drafts: Sequence[str], given: Sequence[Given], giver: str, to_id: str) -> Sequence[str]:
    """The drafts in the order in which a giver is offered them: what the two had least lately comes first.

    It follows from what was given alone, so the same thanks are told the same way twice.

    Args:
        drafts: their keys.
        given: what this giver wrote.
        giver: their Slack id, so that not everybody begins with the same draft.
        to_id: the id of whoever is thanked; "" while nobody is picked.
    """
    begin = crc32(giver.encode()) % len(drafts)
    to_anybody: dict[str, datetime] = {}
    to_them: dict[str, datetime] = {}
    for each in sorted(given, key=lambda each: each.at):
        to_anybody[each.draft] = each.at
        if each.to_id == to_id:
            to_them[each.draft] = each.at
    return sorted(
        (*drafts[begin:], *drafts[:begin]),
        key=lambda draft: (to_them.get(draft, _NEVER), to_anybody.get(draft, _NEVER)),
    )


def after(draft: str, order: Sequence[str]) -> str:
    """The draft that follows this one in an order, and after the last the first again."""
    at = order.index(draft) + 1 if draft in order else 0
    return order[at % len(order)]
