"""Top concerns apart from the others, ages apart from who comes, openings with limits, a collective's own terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_AGES = ("young_child", "child", "teen", "adult", "older_adult")
_TOP = 3
_NEW_IN_A_NICHE = ("top_concerns", "age_groups", "areas", "identities")
_NEW_IN_A_NEED = ("age_group", "areas", "identities")
_EMPTY_LIMITS: dict[str, list[str]] = {"only_client_types": [], "only_payments": [], "only_formats": []}
_OPENING = ("opening", "opening_until", "opening_limits", "opening_confirmed_at")

_members = sa.table(
    "members",
    sa.column("id", sa.String),
    sa.column("niche", sa.JSON),
    sa.column("openings", sa.JSON),
    sa.column("opening", sa.String),
    sa.column("opening_until", sa.String),
    sa.column("opening_limits", sa.String),
    sa.column("opening_confirmed_at", sa.DateTime(timezone=True)),
)
_referrals = sa.table("referrals", sa.column("id", sa.String), sa.column("need", sa.JSON))
_invitations = sa.table("invitations", sa.column("id", sa.String), sa.column("opening_before", sa.JSON))


def upgrade() -> None:
    op.add_column("collectives", sa.Column("own_terms", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("members", sa.Column("licence_checked_at", sa.DateTime(timezone=True)))
    op.add_column("members", sa.Column("openings", sa.JSON(), server_default="{}", nullable=False))
    for row in op.get_bind().execute(sa.select(_members)).all():
        openings = {
            "kind": row.opening,
            "until": row.opening_until,
            "limits": row.opening_limits,
            **_EMPTY_LIMITS,
            "confirmed_at": _iso(row.opening_confirmed_at),
        }
        values = {"niche": _niche_up(row.niche), "openings": openings}
        op.execute(sa.update(_members).where(_members.c.id == row.id).values(values))
    _rewrite(_referrals, "need", _need_up)
    _rewrite(_invitations, "opening_before", lambda kept: {at: said | _EMPTY_LIMITS for at, said in kept.items()})
    with op.batch_alter_table("collectives") as collectives:
        collectives.alter_column("own_terms", server_default=None)
    with op.batch_alter_table("members") as members:
        members.alter_column("openings", server_default=None)
        for name in _OPENING:
            members.drop_column(name)


def downgrade() -> None:
    with op.batch_alter_table("members") as members:
        members.add_column(sa.Column("opening", sa.String(16), server_default="unknown", nullable=False))
        members.add_column(sa.Column("opening_until", sa.String(10)))
        members.add_column(sa.Column("opening_limits", sa.String(200), server_default="", nullable=False))
        members.add_column(sa.Column("opening_confirmed_at", sa.DateTime(timezone=True)))
    for row in op.get_bind().execute(sa.select(_members)).all():
        confirmed = row.openings["confirmed_at"]
        values = {
            "niche": _niche_down(row.niche),
            "opening": row.openings["kind"],
            "opening_until": row.openings["until"],
            "opening_limits": row.openings["limits"],
            "opening_confirmed_at": datetime.fromisoformat(confirmed) if confirmed else None,
        }
        op.execute(sa.update(_members).where(_members.c.id == row.id).values(values))
    _rewrite(_referrals, "need", _need_down)
    _rewrite(_invitations, "opening_before", _without_limits)
    with op.batch_alter_table("members") as members:
        members.alter_column("opening", server_default=None)
        members.drop_column("openings")
        members.drop_column("licence_checked_at")
    with op.batch_alter_table("collectives") as collectives:
        collectives.drop_column("own_terms")


def _rewrite(table: sa.TableClause, column: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Change what stands in a column of JSON, row by row."""
    for id_, kept in op.get_bind().execute(sa.select(table.c.id, table.c[column])).all():
        if kept is not None:
            op.execute(sa.update(table).where(table.c.id == id_).values({column: change(kept)}))


def _without_limits(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {at: _without(said, _EMPTY_LIMITS) for at, said in kept.items()}


def _niche_up(niche: Mapping[str, Any]) -> dict[str, Any]:
    """The first version had one list of concerns, best first, and ages among the kinds of client."""
    ages, types = _parted(niche["client_types"])
    changed = {
        "top_concerns": niche["concerns"][:_TOP],
        "concerns": niche["concerns"][_TOP:],
        "age_groups": ages,
        "client_types": types,
    }
    return {**niche, **{name: [] for name in _NEW_IN_A_NICHE}, **changed}


def _niche_down(niche: Mapping[str, Any]) -> dict[str, Any]:
    joined = {
        "concerns": [*niche["top_concerns"], *niche["concerns"]],
        "client_types": [*_old_ages(niche["age_groups"]), *(t for t in niche["client_types"] if t != "individual")],
    }
    return _without_own_terms({**_without(niche, _NEW_IN_A_NICHE), **joined})


def _need_up(need: Mapping[str, Any]) -> dict[str, Any]:
    old = need["client_type"]
    is_age = old in _AGES
    changed = {"age_group": old if is_age else "", "client_type": "individual" if is_age else old}
    return {**need, "areas": [], "identities": [], **changed}


def _need_down(need: Mapping[str, Any]) -> dict[str, Any]:
    alone = need["client_type"] in ("", "individual")
    client_type = "".join(_old_ages([need["age_group"]])) if alone else need["client_type"]
    return _without_own_terms({**_without(need, _NEW_IN_A_NEED), "client_type": client_type})


def _without_own_terms(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The second version has no label for a collective's own terms, and could show nothing that holds one."""
    return {
        name: [each for each in value if not str(each).startswith("own:")] if isinstance(value, list) else value
        for name, value in kept.items()
    }


def _parted(old: Sequence[str]) -> tuple[list[str], list[str]]:
    """Ages, and who comes; whoever named an age sees people of that age alone."""
    ages = [code for code in old if code in _AGES]
    types = [code for code in old if code not in _AGES]
    return ages, ["individual", *types] if ages else types


def _old_ages(ages: Sequence[str]) -> list[str]:
    """Young children were children."""
    return list(dict.fromkeys("child" if age == "young_child" else age for age in ages if age))


def _without(kept: Mapping[str, Any], names: Sequence[str] | Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in kept.items() if name not in names}


def _iso(moment: datetime | None) -> str | None:
    """A moment of a column, which SQLite gives without its time zone."""
    if moment is None:
        return None
    return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)).isoformat()
