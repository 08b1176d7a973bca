"""What a message on its way is, in natural words, and what every opaque id stands for: to compare two stories by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from storage.models import cards, claims, members, outbox, referrals, thanks
from storage.sending import SendState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection


_READER, _ABOUT = members.alias(), members.alias()
_LETTERS = (
    select(outbox.c.kind, _READER.c.user_id.label("reader"), referrals.c.form_id, _ABOUT.c.user_id.label("about"))
    .join(_READER, _READER.c.id == outbox.c.to_id, isouter=True)
    .join(_ABOUT, _ABOUT.c.id == outbox.c.about_id, isouter=True)
    .join(referrals, referrals.c.id == outbox.c.referral_id, isouter=True)
)
_CARDS = (
    select(cards.c.face, members.c.user_id, referrals.c.form_id)
    .join(referrals, referrals.c.id == cards.c.referral_id)
    .join(members, members.c.id == cards.c.member_id, isouter=True)
)


@dataclass(frozen=True)
class Traced:
    """A card or a message of the outbox.

    Attributes:
        kind: a kind of notice or a face.
        reader: Slack's id of whoever reads it; "" for the channel.
        referral: the id of the form that made the referral, or "".
        about: Slack's id of the member whom it is about, or "".
        lines: of a digest, (kind, referral, about) each.
    """

    kind: str
    reader: str
    referral: str = ""
    about: str = ""
    lines: Sequence[tuple[str, str, str]] = ()


def trace(conn: Connection, row_id: str) -> Traced | None:
    """What the row with this id is, or None when there is none."""
    if card := conn.execute(_CARDS.where(cards.c.id == row_id)).one_or_none():
        return Traced(card.face, card.user_id or "", card.form_id, "")
    if letter := conn.execute(_LETTERS.where(outbox.c.id == row_id)).one_or_none():
        said = outbox.c.state != SendState.DROPPED.value  # what is no longer true is left out before it is sent
        lines = conn.execute(_LETTERS.where(outbox.c.digest_id == row_id, said)).all()
        return Traced(letter.kind, *_rest(letter), tuple(sorted((line.kind, *_rest(line)[1:]) for line in lines)))
    return None


def names_of_ids(conn: Connection) -> Mapping[str, str]:
    """A natural name for every id of members, referrals, offers and thanks."""
    named = {row.id: row.user_id for row in conn.execute(select(members.c.id, members.c.user_id))}
    named |= {row.id: row.form_id for row in conn.execute(select(referrals.c.id, referrals.c.form_id))}
    offers = conn.execute(select(claims.c.id, claims.c.referral_id, claims.c.member_id, claims.c.place))
    named |= {row.id: f"{named[row.referral_id]}/{named[row.member_id]}/{row.place}" for row in offers}
    return named | {row.id: row.form_id for row in conn.execute(select(thanks.c.id, thanks.c.form_id))}


def _rest(row: Any) -> tuple[str, str, str]:
    return row.reader or "", row.form_id or "", row.about or ""
