"""Looks for reactions that no event told of: they can come before the card's place is known, or while we are down."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import structlog

from bot.delivery import slack
from bot.delivery.directory import fetch_person
from bot.delivery.slack import Done, NoAnswer, Refused
from bot.exchange.reactions import is_offer
from bot.services import claiming, people
from bot.services.context import machine_now
from storage import cards, collectives, members, reactions
from storage.reactions import FOUND, Reaction

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from slack_sdk import WebClient

    from bot.exchange.values import Collective, Member
    from bot.services.context import Context
    from storage.cards import CardRow

_BATCH = 20
#: Somebody has taken the permission away, and can give it back.
_MAY_NOT_LOOK = Refused("missing_scope")


def look_again(ctx: Context) -> None:
    """Have every live card looked at once more: reactions come and go while nobody listens."""
    with ctx.database.write() as conn:
        cards.sweep_again(conn)


class Sweeper:
    """Feeds the reactions that stand on live cards to the service that events feed.

    Args:
        emoji: the collective's sign for an offer, as the settings name it.
        stopping: once it is set the card in hand is the last.
    """

    def __init__(self, ctx: Context, client: WebClient, emoji: str, stopping: threading.Event | None = None) -> None:
        self._ctx = ctx
        self._client = client
        self._emoji = emoji
        self._stopping = stopping or threading.Event()

    def run_once(self) -> int:
        """Look at the cards that were not looked at; where Slack does not let it look, the rest waits for the next run.

        Returns:
            How many cards were looked at.
        """
        with self._ctx.database.read() as conn:
            waiting = cards.unswept(conn, _BATCH)
        for done, card in enumerate(waiting):
            if self._stopping.is_set():
                return done
            try:
                self._sweep(card)
            except NoAnswer:
                return done
            except Exception as fault:  # noqa: BLE001 - one card must not stop the others, nor tell what was written
                structlog.get_logger().error("sweep failed", card=card.id, fault=type(fault).__name__)
        return len(waiting)

    def _sweep(self, card: CardRow) -> None:
        began = machine_now()
        answer = slack.ask(self._client.reactions_get, channel=card.channel_id, timestamp=card.ts, full=True)
        if isinstance(answer, Done):
            self._compare(card, answer.data.get("message") or {}, began)
        elif answer == _MAY_NOT_LOOK or not isinstance(answer, Refused):
            raise NoAnswer("reactions_get", answer)
        # Any other refusal (the message was deleted, the bot put out) says that there is nothing to look at.
        with self._ctx.database.write() as conn:
            cards.mark_swept(conn, card)

    def _compare(self, card: CardRow, message: Mapping[str, Any], began: datetime) -> None:
        """Make known what is there and was not known, and what is no more there."""
        with self._ctx.database.read() as conn:
            collective = collectives.get(conn, card.collective_id)
            known = reactions.on_card(conn, card, began)
        offering = [group for group in message.get("reactions", ()) if is_offer(group["name"], self._emoji)]
        there = set()
        for group in offering:
            for user_id in self._people_of(collective, group):
                member = self._member(collective, user_id)
                reaction = Reaction(card, member.id, group["name"], began)
                there.add((member.id, group["name"]))
                claiming.reacted(self._ctx, collective, member, reaction, event_ts=FOUND, delivery_id=None)
        # Slack may name fewer people than it counts: then nobody is known to be missing.
        if all(group["count"] == len(group["users"]) for group in offering):
            for reaction in known:
                if (reaction.member_id, reaction.name) not in there:
                    claiming.missing(self._ctx, collective, self._get(reaction), reaction)

    def _people_of(self, collective: Collective, group: Mapping[str, Any]) -> list[str]:
        identity = people.identity_of(self._ctx, collective.team_id)
        return [user_id for user_id in group["users"] if user_id != identity.bot_user_id]

    def _member(self, collective: Collective, user_id: str) -> Member:
        known = people.visitor(self._ctx, collective.team_id, user_id).member
        return known or people.remember(self._ctx, collective, fetch_person(self._client, user_id, collective))

    def _get(self, reaction: Reaction) -> Member:
        with self._ctx.database.read() as conn:
            return members.get(conn, reaction.member_id)
