"""Rounds of the clarity check: what was invented, who was asked, and what they picked."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import delete, insert, select, update

from bot.exchange.clarity import Asked, Round
from bot.matching import Need
from bot.matching.advice.invented import Invented
from storage.models import clarity_answers, clarity_rounds, members

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

# As they began; of two at one moment by their people, for no id is to decide who is asked about whom.
_IN_ORDER = (clarity_rounds.c.begun_at, members.c.user_id)


def begin(conn: Connection, collective_id: str, member_id: str, invented: Invented, now: datetime) -> Round:
    """Begin a round about a member's niche; `now` is calendar time."""
    new = Round(uuid4().hex, member_id, invented, now)
    conn.execute(
        insert(clarity_rounds).values(
            id=new.id,
            collective_id=collective_id,
            member_id=member_id,
            requests=[asdict(need) for need in invented.requests],
            right=invented.right,
            begun_at=now,
        )
    )
    return new


def get(conn: Connection, round_id: str, *, lock: bool = False) -> Round | None:
    """The round with this id, or None; with `lock` its row is held until the transaction ends."""
    query = select(clarity_rounds).where(clarity_rounds.c.id == round_id)
    row = conn.execute(query.with_for_update(key_share=True) if lock else query).one_or_none()
    return _round(conn, row) if row else None


def going_on(conn: Connection, collective_id: str) -> Sequence[Round]:
    """The rounds that have not ended, the longest going on first."""
    mine = (clarity_rounds.c.collective_id == collective_id) & clarity_rounds.c.ended_at.is_(None)
    query = select(clarity_rounds).join(members, members.c.id == clarity_rounds.c.member_id)
    return [_round(conn, row) for row in conn.execute(query.where(mine).order_by(*_IN_ORDER)).all()]


def of_member(conn: Connection, member_id: str) -> Sequence[Round]:
    """The rounds about a member's niche, the newest first."""
    query = select(clarity_rounds).where(clarity_rounds.c.member_id == member_id)
    rows = conn.execute(query.order_by(clarity_rounds.c.begun_at.desc())).all()
    return [_round(conn, row) for row in rows]


def ask(conn: Connection, collective_id: str, round_id: str, member_id: str, now: datetime) -> None:
    """Note that a colleague is asked; `now` is calendar time."""
    asked = {"id": uuid4().hex, "collective_id": collective_id, "round_id": round_id, "member_id": member_id, "at": now}
    conn.execute(insert(clarity_answers).values(asked))


def answer(conn: Connection, round_id: str, member_id: str, picked: int) -> None:
    """Keep what a colleague picked who was asked."""
    mine = (clarity_answers.c.round_id == round_id) & (clarity_answers.c.member_id == member_id)
    conn.execute(update(clarity_answers).where(mine).values(picked=picked))


def end(conn: Connection, round_id: str, now: datetime) -> None:
    """Nobody is asked any more; `now` is calendar time."""
    conn.execute(update(clarity_rounds).where(clarity_rounds.c.id == round_id).values(ended_at=now))


def forget(conn: Connection, round_id: str) -> None:
    """Delete a round, and what colleagues answered."""
    conn.execute(delete(clarity_answers).where(clarity_answers.c.round_id == round_id))
    conn.execute(delete(clarity_rounds).where(clarity_rounds.c.id == round_id))


def ask_no_more(conn: Connection, member_id: str) -> None:
    """Forget what a colleague was asked and has not answered; what they answered counts on."""
    unanswered = (clarity_answers.c.member_id == member_id) & clarity_answers.c.picked.is_(None)
    conn.execute(delete(clarity_answers).where(unanswered))


def _round(conn: Connection, row: Row[Any]) -> Round:
    asked = conn.execute(
        select(clarity_answers)
        .join(members, members.c.id == clarity_answers.c.member_id)
        .where(clarity_answers.c.round_id == row.id)
        .order_by(clarity_answers.c.at, members.c.user_id)
    )
    return Round(
        id=row.id,
        member_id=row.member_id,
        invented=Invented([_need(kept) for kept in row.requests], row.right),
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        asked=[Asked(each.member_id, each.picked, each.at) for each in asked],
    )


def _need(kept: dict[str, Any]) -> Need:
    facets: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    return Need(**facets)
