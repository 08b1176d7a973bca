"""Referrals with their claims, invitations, reports and events: read and written whole, one referral at a time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import insert, or_, select, update

from bot.exchange.values import (
    LIVE,
    STANDING_OFFER,
    Answer,
    Audience,
    Claim,
    Invitation,
    Means,
    Outcome,
    Referral,
    ReferralState,
    Report,
    Standing,
    Status,
    Urgency,
    Willing,
)
from bot.matching import Need
from storage import openings
from storage.models import claims, events, invitations, referrals, reports
from storage.upsert import upsert

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row, Table

    from bot.matching import Opening

#: These are unique in a referral, so whoever loses one is written before whoever gains it.
_UNIQUE_STANDINGS = frozenset({Standing.HOLDER, Standing.CHOSEN})


@dataclass(frozen=True)
class Full:
    """What "Full right now" did to what a member says of their openings: what stood before, what it wrote instead."""

    before: Opening
    wrote: Opening


def load(conn: Connection, referral_id: str, *, lock: bool = False) -> ReferralState | None:
    """The referral with all that hangs on it, or None.

    Args:
        lock: hold its row until the transaction ends, so that nobody else moves it meanwhile.
    """
    query = select(referrals).where(referrals.c.id == referral_id)
    # NO KEY: a lock on the whole key would deadlock two who have both just written a row that hangs on this one.
    row = conn.execute(query.with_for_update(key_share=True) if lock else query).one_or_none()
    if row is None:
        return None
    return ReferralState(
        referral=_referral(row),
        claims=tuple(map(_claim, _hanging(conn, claims, referral_id))),
        invitations=tuple(map(_invitation, _hanging(conn, invitations, referral_id, invitations.c.invited_at))),
        reports=tuple(
            Report(r.member_id, Outcome(r.outcome), r.at, r.claim_id) for r in _hanging(conn, reports, referral_id)
        ),
    )


def id_of_form(conn: Connection, form_id: str) -> str | None:
    """The id of the referral that a form made, or None."""
    return conn.execute(select(referrals.c.id).where(referrals.c.form_id == form_id)).scalar_one_or_none()


def live(conn: Connection, collective_id: str) -> Sequence[Referral]:
    """Every referral of the collective that is not over, oldest first."""
    where = (referrals.c.collective_id == collective_id) & _in(referrals.c.status, LIVE)
    return tuple(
        map(_referral, conn.execute(select(referrals).where(where).order_by(referrals.c.posted_at, referrals.c.id)))
    )


def concerning(conn: Connection, member_id: str) -> Sequence[str]:
    """The ids of the live referrals that this member posted, offered for, was chosen for or is asked about.

    Returns:
        The oldest first: what follows for each when somebody leaves is decided by no random id.
    """
    claimed = select(claims.c.referral_id).where(
        claims.c.member_id == member_id, _in(claims.c.standing, STANDING_OFFER | {Standing.CHOSEN})
    )
    asked = select(invitations.c.referral_id).where(
        invitations.c.member_id == member_id, invitations.c.answer == Answer.ASKED.value
    )
    mine = or_(referrals.c.referrer_id == member_id, referrals.c.id.in_(claimed), referrals.c.id.in_(asked))
    query = select(referrals.c.id).where(mine, _in(referrals.c.status, LIVE))
    return tuple(conn.execute(query.order_by(referrals.c.posted_at, referrals.c.id)).scalars())


def states_concerning(conn: Connection, member_id: str) -> Sequence[ReferralState]:
    """The same referrals with all that hangs on them, not locked; in the same order."""
    loaded = (load(conn, referral_id) for referral_id in concerning(conn, member_id))
    return tuple(state for state in loaded if state)


def start(conn: Connection, referral: Referral) -> None:
    """Put a new referral's row in its place; `save` then writes the move that posts it."""
    fixed = {
        "id": referral.id,
        "collective_id": referral.collective_id,
        "referrer_id": referral.referrer_id,
        "form_id": referral.form_id,
        "posted_at": referral.posted_at,
        "kept_from": sorted(referral.kept_from),
        "audience": referral.audience.value,
    }
    conn.execute(insert(referrals).values(**fixed, **_moving(referral)))


def save(conn: Connection, before: ReferralState, after: ReferralState, *, move: str, by: str, now: datetime) -> None:
    """Write what a move changed, and the move itself into the event log.

    Args:
        move: the name of the move.
        by: the id of the member who made it; "" for the clock.
        now: calendar time.
    """
    referral = after.referral
    conn.execute(update(referrals).where(referrals.c.id == referral.id).values(_moving(referral)))
    changed = [claim for claim in after.claims if claim not in before.claims]
    for claim in sorted(changed, key=lambda c: c.standing in _UNIQUE_STANDINGS):
        upsert(conn, claims, ("id",), _claim_row(claim, referral))
    for place, invitation in enumerate(after.invitations):
        if invitation not in before.invitations:
            row = _invitation_row(invitation, referral) | {"place": place}
            upsert(conn, invitations, ("referral_id", "member_id"), row, keep=("id", "place"))
    for place, report in enumerate(after.reports[len(before.reports) :], start=len(before.reports)):
        row = {"id": uuid4().hex, **_owner(referral), **asdict(report), "outcome": report.outcome.value}
        conn.execute(insert(reports).values(**row, place=place))
    conn.execute(
        insert(events).values(
            id=uuid4().hex,
            **_owner(referral),
            revision=referral.revision,
            move=move,
            by_id=by or None,
            status_before=before.status.value if before.referral.revision else "",
            status_after=referral.status.value,
            at=now,
        )
    )


def save_full(conn: Connection, referral_id: str, member_id: str, full: Full | None) -> None:
    """Remember what "Full right now" did, so that an undo can give it back; None forgets it."""
    kept = full and {"before": openings.packed(full.before), "wrote": openings.packed(full.wrote)}
    where = (invitations.c.referral_id == referral_id) & (invitations.c.member_id == member_id)
    conn.execute(update(invitations).where(where).values(opening_before=kept))


def full_of(conn: Connection, referral_id: str, member_id: str) -> Full | None:
    """What "Full right now" did, in answer to this invitation; None when that was not said, or was taken back."""
    where = (invitations.c.referral_id == referral_id) & (invitations.c.member_id == member_id)
    kept = conn.execute(select(invitations.c.opening_before).where(where)).scalar_one_or_none()
    return Full(openings.unpacked(kept["before"]), openings.unpacked(kept["wrote"])) if kept else None


def event_log(conn: Connection, referral_id: str) -> Sequence[tuple[str, str | None, str]]:
    """The moves of a referral in order: name, id of the member who made it (None: the clock), status afterwards."""
    query = select(events.c.move, events.c.by_id, events.c.status_after).where(events.c.referral_id == referral_id)
    return tuple((row.move, row.by_id, row.status_after) for row in conn.execute(query.order_by(events.c.revision)))


def _hanging(conn: Connection, table: Table, referral_id: str, *first: Any) -> Sequence[Row[Any]]:
    return conn.execute(select(table).where(table.c.referral_id == referral_id).order_by(*first, table.c.place)).all()


def _in(column: Any, values: Collection[Any]) -> Any:
    return column.in_([value.value for value in values])


def _owner(referral: Referral) -> dict[str, str]:
    return {"collective_id": referral.collective_id, "referral_id": referral.id}


def _moving(referral: Referral) -> dict[str, Any]:
    need = asdict(referral.need)
    return {
        "note": need.pop("note"),
        "need": need,
        "vouched": " ".join(referral.vouched),
        "urgency": referral.urgency.value,
        "status": referral.status.value,
        "revision": referral.revision,
    }


def _referral(row: Row[Any]) -> Referral:
    facets: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.need.items()
    }
    return Referral(
        id=row.id,
        collective_id=row.collective_id,
        referrer_id=row.referrer_id,
        form_id=row.form_id,
        need=Need(note=row.note, **facets),
        urgency=Urgency(row.urgency),
        audience=Audience(row.audience),
        posted_at=row.posted_at,
        kept_from=frozenset(row.kept_from),
        status=Status(row.status),
        revision=row.revision,
        vouched=tuple(row.vouched.split()),
    )


def _claim_row(claim: Claim, referral: Referral) -> dict[str, Any]:
    return {
        "id": claim.id,
        **_owner(referral),
        "member_id": claim.member_id,
        "standing": claim.standing.value,
        "place": claim.place,
        "means": claim.means.value,
        "offered_at": claim.offered_at,
        "conflicts": list(claim.conflicts),
        "confirmed": claim.confirmed,
        "willing": claim.willing.value,
        "before": claim.before.value if claim.before else None,
    }


def _claim(row: Row[Any]) -> Claim:
    return Claim(
        id=row.id,
        member_id=row.member_id,
        standing=Standing(row.standing),
        place=row.place,
        means=Means(row.means),
        offered_at=row.offered_at,
        conflicts=tuple(row.conflicts),
        confirmed=row.confirmed,
        willing=Willing(row.willing),
        before=Standing(row.before) if row.before else None,
    )


def _invitation_row(invitation: Invitation, referral: Referral) -> dict[str, Any]:
    return {
        "id": uuid4().hex,
        **_owner(referral),
        "member_id": invitation.member_id,
        "invited_at": invitation.invited_at,
        "reasons": list(invitation.reasons),
        "answer": invitation.answer.value,
    }


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(row.member_id, row.invited_at, tuple(row.reasons), Answer(row.answer))
