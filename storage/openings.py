"""What a member says of their openings, as it stands in a column of JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.matching import Opening, OpeningKind

if TYPE_CHECKING:
    from collections.abc import Mapping


def packed(opening: Opening) -> dict[str, Any]:
    """An opening as plain values that JSON takes."""
    return {
        "kind": opening.kind.value,
        "until": opening.until.isoformat() if opening.until else None,
        "limits": opening.limits,
        "only_client_types": list(opening.only_client_types),
        "only_payments": list(opening.only_payments),
        "only_formats": list(opening.only_formats),
        "confirmed_at": opening.confirmed_at.isoformat() if opening.confirmed_at else None,
    }


def unpacked(kept: Mapping[str, Any]) -> Opening:
    """The opening that `packed` gave."""
    return Opening(
        kind=OpeningKind(kept["kind"]),
        until=date.fromisoformat(kept["until"]) if kept["until"] else None,
        limits=kept["limits"],
        only_client_types=tuple(kept["only_client_types"]),
        only_payments=tuple(kept["only_payments"]),
        only_formats=tuple(kept["only_formats"]),
        confirmed_at=datetime.fromisoformat(kept["confirmed_at"]) if kept["confirmed_at"] else None,
    )
