"""What one rule answers, and the two things that many rules do: ask the next candidates, call the next in line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.exchange.notices import Card, Face, Notice, NoticeKind
from bot.exchange.values import Invitation, ReferralState, Standing, Status, Willing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.exchange.practice import Practice
    from bot.matching import Match

#: Offer more than one name (ACA, BACP 57-58); three are asked at a time.
ROUND = 3


@dataclass(frozen=True)
class Step:
    """What a rule makes of a state; `restart` begins the nudges of its status anew."""

    state: ReferralState
    notices: Sequence[Notice] = ()
    cards: Sequence[Card] = ()
    restart: bool = False


def invite(
    state: ReferralState, candidates: Sequence[Match], count: int, now: datetime, practice: Practice
) -> tuple[ReferralState, Sequence[Card]]:
    """Ask the first `count` candidates who were never asked, never offered, may be told, and can be asked now."""
    known = {i.member_id for i in state.invitations} | {c.member_id for c in state.claims}
    barred = known | state.referral.kept_from | {state.referral.referrer_id} | practice.unaskable
    asked = [match for match in candidates if match.member_id not in barred][: max(count, 0)]
    for match in asked:
        state = state.with_invitation(Invitation(match.member_id, now, tuple(match.reasons)))
    return state, tuple(Card(Face.INVITATION, match.member_id) for match in asked)


def cards_in_channel(state: ReferralState) -> tuple[Card, ...]:
    """The card, where the channel is asked; one that was deleted when the referral was over comes back."""
    return (Card(Face.CHANNEL),) if state.referral.asks_channel else ()


def call_next(state: ReferralState, practice: Practice) -> tuple[ReferralState, Sequence[Notice]]:
    """Make the next backup the holder and tell them; with none who is ready the referral is open.

    Whoever is paused would not hear of it, and a client cannot wait for that.
    """
    ready = next((c for c in state.line if c.confirmed and c.member_id not in practice.paused), None)
    if ready is None:
        return state.with_status(Status.OPEN), ()
    held = state.with_claim(replace(ready, standing=Standing.HOLDER, willing=Willing.UNASKED))
    return held.with_status(Status.CLAIMED), (Notice(NoticeKind.FIRST_IN_LINE, ready.member_id),)


def let_go(state: ReferralState, *, undoable: bool) -> ReferralState:
    """Let every standing offer go; an undo can give back what each was."""
    for claim in state.line:
        before = claim.standing if undoable else None
        state = state.with_claim(replace(claim, standing=Standing.LET_GO, before=before))
    return state


def restore(state: ReferralState, practice: Practice) -> tuple[ReferralState, Sequence[Notice]]:
    """Give back what a choice or a withdrawal let go, but to nobody who has left; also who is called in their stead."""
    orphaned = False
    for claim in state.claims:
        if claim.before is not None:
            left = claim.member_id in practice.gone
            orphaned |= left and claim.before is Standing.HOLDER
            state = state.with_claim(replace(claim, standing=Standing.RELEASED if left else claim.before, before=None))
    if orphaned:
        return call_next(state, practice)
    return state.with_status(Status.CLAIMED if state.holder else Status.OPEN), ()


def tell_restored(before: ReferralState, after: ReferralState, told: Sequence[Notice]) -> tuple[Notice, ...]:
    """Whoever is in line again and was not, and is not told something better, hears that their offer stands."""
    hear = {notice.to for notice in told}
    back = [c.member_id for c in after.line if not before.offer_of(c.member_id) and c.member_id not in hear]
    return tell(NoticeKind.BACK_IN_LINE, back)


def tell(kind: NoticeKind, members: Sequence[str], about: str = "") -> tuple[Notice, ...]:
    """The same notice to each of the members."""
    return tuple(Notice(kind, member, about) for member in members)
