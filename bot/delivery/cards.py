"""Cards on their way to Slack: each is drawn from the state of the moment, then posted, changed or deleted."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.delivery import slack
from bot.delivery.parcel import Parcel
from bot.delivery.slack import Done, Refused
from bot.exchange.notices import Face
from bot.services.scenes import scene_of
from bot.views.cards import render
from storage import cards
from storage.sending import SendState

if TYPE_CHECKING:
    from bot.delivery.parcel import Round
    from storage.cards import CardRow

_GONE_ALREADY = Refused("message_not_found")


@dataclass(frozen=True)
class _Drawing:
    """What a card should show.

    Attributes:
        payload: `text` and `blocks`; None when the card is to be deleted.
        home: the referral channel.
        has_link: it is known where the card in the channel can be read.
    """

    payload: dict[str, Any] | None
    home: str
    has_link: bool

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps(self.payload, sort_keys=True).encode()).hexdigest()


def parcel_of(card: CardRow) -> Parcel:
    return Parcel(cards, card, card.member_id, SendState.GONE)


def deliver(round_: Round, card: CardRow) -> None:
    """Bring one leased card up to date."""
    if card.asking:
        _look_up(round_, card)
        return
    drawing = _draw(round_, card)
    if drawing.payload is None:
        _delete(round_, card)
    elif not card.ts and card.face is Face.INVITATION and (until := round_.resumes_at(parcel_of(card))):
        with round_.ctx.database.write() as conn:
            cards.hold(conn, card, until)
    elif not card.ts:
        _post(round_, card, drawing, drawing.payload)
    elif drawing.digest == card.digest:
        _record(round_, card, drawing, card.channel_id, card.ts)
    else:
        _change(round_, card, drawing, drawing.payload)


def _draw(round_: Round, card: CardRow) -> _Drawing:
    ctx = round_.ctx
    with ctx.database.read() as conn:
        scene = scene_of(conn, card.referral_id, ctx.clock.now())
    if scene is None:
        raise LookupError("a card without its referral")
    message = render(card.face, card.member_id, scene)
    return _Drawing(
        payload=message.payload() if message else None,
        home=scene.collective.channel_id,
        has_link=bool(scene.card_url),
    )


def _look_up(round_: Round, card: CardRow) -> None:
    """Find out whether it was posted."""
    if ts := round_.look_up(parcel_of(card)):
        with round_.ctx.database.write() as conn:
            cards.found(conn, card, ts)


def _post(round_: Round, card: CardRow, drawing: _Drawing, payload: dict[str, Any]) -> None:
    parcel = parcel_of(card)
    channel_id = round_.dm(parcel) if card.member_id else drawing.home
    if posted := round_.post(parcel, channel_id, payload):
        _record(round_, card, drawing, posted["channel"], posted["ts"])


def _change(round_: Round, card: CardRow, drawing: _Drawing, payload: dict[str, Any]) -> None:
    parcel = parcel_of(card)
    if not round_.begin(parcel, card.channel_id):
        return
    answer = slack.ask(round_.client.chat_update, channel=card.channel_id, ts=card.ts, **payload)
    if isinstance(answer, Done):
        _record(round_, card, drawing, card.channel_id, card.ts)
    elif answer == _GONE_ALREADY:
        round_.end(parcel, SendState.GONE)
    else:
        round_.failed(parcel, answer, card.channel_id)


def _delete(round_: Round, card: CardRow) -> None:
    parcel = parcel_of(card)
    if card.ts:
        if not round_.begin(parcel, card.channel_id):
            return
        answer = slack.ask(round_.client.chat_delete, channel=card.channel_id, ts=card.ts)
        if not isinstance(answer, Done) and answer != _GONE_ALREADY:
            round_.failed(parcel, answer, card.channel_id)
            return
    with round_.ctx.database.write() as conn:
        cards.deleted(conn, card)


def _record(round_: Round, card: CardRow, drawing: _Drawing, channel_id: str, ts: str) -> None:
    with round_.ctx.database.write() as conn:
        cards.shown(conn, card, digest=drawing.digest, channel_id=channel_id, ts=ts)
    if card.face is Face.CHANNEL and not drawing.has_link:
        link = slack.ask(round_.client.chat_getPermalink, channel=channel_id, message_ts=ts)
        if isinstance(link, Done):
            with round_.ctx.database.write() as conn:
                cards.set_permalink(conn, card, link.data["permalink"], round_.now())
