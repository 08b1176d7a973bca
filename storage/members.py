"""Members: the people of a workspace as Slack tells of them, and their niches as they tell of themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import func, select, update

from bot.exchange.reminders import Reminders
from bot.exchange.values import Kind, Member, Membership
from bot.exchange.weekly import Turn
from bot.matching import FACETS, Licence, LicenceScope, Opening, Profile
from storage import openings, reminders
from storage.models import invitations, members
from storage.upsert import upsert

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Connection, Row

    from bot.exchange.values import Collective

#: Invitations of so many days count as "shown lately".
_LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Person:
    """What Slack tells of a person (`users.info`, `user_change`).

    Attributes:
        in_channel: whether they are in the referral channel; None where Slack did not speak of that.
    """

    user_id: str
    name: str
    time_zone: str
    kind: Kind
    in_channel: bool | None
    is_admin: bool


def remember(conn: Connection, collective_id: str, person: Person, now: datetime) -> Member:
    """Keep what Slack tells of a person, who is new or known, and give them as they are now.

    Args:
        now: machine time, so that it is known how old the news is.
    """
    told = {
        "name": person.name,
        "time_zone": person.time_zone,
        "kind": person.kind.value,
        "in_channel": bool(person.in_channel),
        "is_admin": person.is_admin,
        "refreshed_at": now,
    }
    new = {
        "id": uuid4().hex,
        "collective_id": collective_id,
        "user_id": person.user_id,
        "niche": _packed(Profile("")),
        "openings": openings.packed(Opening()),
        "reminders": reminders.packed(Reminders()),
        "met_at": now,
        **told,
    }
    untold = ("in_channel",) if person.in_channel is None else ()
    kept = ("id", "niche", "openings", "reminders", "met_at", *untold)
    upsert(conn, members, ("collective_id", "user_id"), new, keep=kept)
    where = (members.c.collective_id == collective_id) & (members.c.user_id == person.user_id)
    return _member(conn.execute(select(members).where(where)).one())


def by_user(conn: Connection, collective_id: str, user_id: str, *, lock: bool = False) -> Member | None:
    """The person with this Slack id, or None; with `lock` their row is held until the transaction ends."""
    query = select(members).where(members.c.collective_id == collective_id, members.c.user_id == user_id)
    row = conn.execute(query.with_for_update(key_share=True) if lock else query).one_or_none()
    return _member(row) if row else None


def get(conn: Connection, member_id: str) -> Member:
    """The person with this id, who must exist."""
    return _member(conn.execute(select(members).where(members.c.id == member_id)).one())


def get_many(conn: Connection, member_ids: Collection[str]) -> Mapping[str, Member]:
    """The people with these ids, by id; unknown ids are left out."""
    rows = conn.execute(select(members).where(members.c.id.in_(set(member_ids))))
    return {row.id: _member(row) for row in rows}


def has_niche(conn: Connection, member_id: str) -> bool:
    """Whether they ever said anything of their practice."""
    said: bool = conn.execute(select(members.c.has_niche).where(members.c.id == member_id)).scalar_one()
    return said


def refreshed_at(conn: Connection, member_id: str) -> datetime:
    """When Slack last told of this person (machine time)."""
    told: datetime = conn.execute(select(members.c.refreshed_at).where(members.c.id == member_id)).scalar_one()
    return told


def dm_channel(conn: Connection, member_id: str) -> str:
    """The direct-message channel with this person, or "" while none was opened."""
    channel: str = conn.execute(select(members.c.dm_channel_id).where(members.c.id == member_id)).scalar_one()
    return channel


def save_dm_channel(conn: Connection, member_id: str, channel_id: str) -> None:
    conn.execute(update(members).where(members.c.id == member_id).values(dm_channel_id=channel_id))


def set_in_channel(conn: Connection, member_id: str, *, in_channel: bool) -> None:
    conn.execute(update(members).where(members.c.id == member_id).values(in_channel=in_channel))


def set_kind(conn: Connection, member_id: str, kind: Kind) -> None:
    conn.execute(update(members).where(members.c.id == member_id).values(kind=kind.value))


def save_niche(conn: Connection, member_id: str, niche: Profile, practice_contact: str) -> None:
    """Keep what a member says of their own practice, openings included."""
    values = {"niche": _packed(niche), "practice_contact": practice_contact, "has_niche": True}
    conn.execute(update(members).where(members.c.id == member_id).values(values))
    save_opening(conn, member_id, niche.opening)


def save_opening(conn: Connection, member_id: str, opening: Opening) -> None:
    conn.execute(update(members).where(members.c.id == member_id).values(openings=openings.packed(opening)))


def of_collective(conn: Connection, collective: Collective) -> Sequence[Member]:
    """Everybody who counts as a member."""
    rows = conn.execute(select(members).where(*_counting(collective)).order_by(members.c.id))
    return tuple(_member(row) for row in rows)


def turns(conn: Connection, collective: Collective) -> Sequence[Turn]:
    """Everybody who counts as a member, in the rotation of niches."""
    rows = conn.execute(select(members).where(*_counting(collective)))
    return tuple(Turn(_member(row), row.met_at, row.featured_at) for row in rows)


def set_featured(conn: Connection, member_id: str, at: datetime) -> None:
    """Their niche stands in the weekly post; `at` is calendar time."""
    conn.execute(update(members).where(members.c.id == member_id).values(featured_at=at))


def guests(conn: Connection, collective: Collective) -> frozenset[str]:
    """The Slack ids of the guests who are known."""
    where = (members.c.collective_id == collective.id) & (members.c.kind == Kind.GUEST.value)
    return frozenset(conn.execute(select(members.c.user_id).where(where)).scalars())


def count(conn: Connection, collective: Collective) -> int:
    """How many members the collective has."""
    return conn.execute(select(func.count()).select_from(members).where(*_counting(collective))).scalar_one()


def profiles(conn: Connection, collective: Collective, now: datetime) -> Sequence[Profile]:
    """The members who can be asked, as matching sees them at `now` (calendar time)."""
    shown = {
        row.member_id: row
        for row in conn.execute(
            select(
                invitations.c.member_id,
                func.count().label("lately"),
                func.max(invitations.c.invited_at).label("last"),
            )
            .where(invitations.c.collective_id == collective.id, invitations.c.invited_at > now - _LATELY)
            .group_by(invitations.c.member_id)
        )
    }
    rows = conn.execute(select(members).where(*_counting(collective), members.c.has_niche.is_(True)))
    result = []
    for member in map(_member, rows):
        niche = replace(member.niche, opening=member.niche.opening.on(now.astimezone(member.zone).date()))
        if seen := shown.get(member.id):
            niche = replace(niche, shown_lately=seen.lately, last_shown=seen.last)
        result.append(niche)
    return tuple(result)


def asked_before(conn: Connection, member_id: str, moment: datetime) -> int:
    """How often a member was asked in the thirty days before a moment (calendar time)."""
    lately = invitations.c.invited_at.between(moment - _LATELY, moment) & (invitations.c.invited_at != moment)
    where = (invitations.c.member_id == member_id) & lately
    return conn.execute(select(func.count()).select_from(invitations).where(where)).scalar_one()


def holders_of_facets(conn: Connection, collective: Collective) -> Mapping[tuple[str, str], int]:
    """How many members hold each facet, by (kind of the vocabulary, code)."""
    # Counted in the rows as they are: every card that is drawn asks, and making members of them takes far longer.
    tally: Counter[tuple[str, str]] = Counter()
    for niche in conn.execute(select(members.c.niche).where(*_counting(collective))).scalars():
        held = {(kind, code) for name, kind in FACETS.items() for code in niche.get(name) or ()}
        tally.update(held | {("state", state) for state, _ in niche["licences"]})
    return tally


def _counting(collective: Collective) -> Sequence[Any]:
    rules = [members.c.collective_id == collective.id, members.c.kind == Kind.FULL.value]
    if collective.membership is Membership.CHANNEL:
        rules.append(members.c.in_channel.is_(True))
    return rules


def _packed(niche: Profile) -> dict[str, Any]:
    kept = asdict(niche)
    for name in ("member_id", "lot", "opening", "shown_lately", "last_shown"):
        del kept[name]
    kept["licences"] = [[licence.state, licence.scope.value] for licence in niche.licences]
    return kept


def _member(row: Row[Any]) -> Member:
    kept = dict(row.niche)
    licences = tuple(Licence(state, LicenceScope(scope)) for state, scope in kept.pop("licences"))
    facets: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    return Member(
        id=row.id,
        user_id=row.user_id,
        name=row.name,
        time_zone=row.time_zone,
        kind=Kind(row.kind),
        in_channel=row.in_channel,
        is_admin=row.is_admin,
        niche=Profile(
            member_id=row.id, lot=row.user_id, licences=licences, opening=openings.unpacked(row.openings), **facets
        ),
        practice_contact=row.practice_contact,
        licence_checked_at=row.licence_checked_at,
        reminders=reminders.unpacked(row),
    )
