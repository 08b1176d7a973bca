"""The composition root: makes the database, the clients, the Bolt app and the jobs, and hands each what it needs."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

import handlers
from bot.clock import Clock, MovableClock, SystemClock
from bot.delivery import directory, sweep
from bot.delivery.sender import Sender
from bot.delivery.slack import delivery_client
from bot.delivery.sweep import Sweeper
from bot.scheduler import Scheduler
from bot.services import nudging, people, referring, weekly
from bot.services.context import Context
from bot.settings import Weekday
from bot.transport import Socket
from handlers.desk import Desk
from storage import migrate
from storage.engine import Database
from storage.sending import PACE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.exchange.values import Collective
    from bot.settings import Settings

#: A form has to be open within the three seconds that a trigger lives, so its client gives up before that.
_FORM_TIMEOUT_SECONDS = 2


@dataclass(frozen=True)
class Tempo:
    """How soon the exchange does by itself what it does, in machine time; only tests are in a hurry.

    Attributes:
        pace: between two messages in one channel.
        send: seconds between two looks for what is due to be sent.
        sweep: seconds between two looks for reactions.
    """

    pace: timedelta = PACE
    send: float = 1
    sweep: float = 5


_SEND, _NUDGE, _SWEEP, _TIDY, _PEOPLE = "send", "nudge", "sweep", "tidy", "people"


@dataclass(frozen=True)
class Exchange:
    """Everything that runs, made by `build`; start it, and stop it at the end.

    Attributes:
        app: the Bolt app, for whichever transport hands it what Slack says.
        stopping: tells the jobs that the end has come.
    """

    ctx: Context
    app: App
    collective: Collective
    scheduler: Scheduler
    stopping: threading.Event

    def start(self) -> None:
        """Begin to send what is due, to wake up for nudges, and to look for reactions that came meanwhile."""
        referring.get_ready(self.ctx, self.collective)
        weekly.get_ready(self.ctx, self.collective)
        sweep.look_again(self.ctx)
        self.scheduler.start()

    def stop(self) -> None:
        """Let what is in hand end, begin no more, then let go of the database."""
        self.stopping.set()
        self.scheduler.stop()
        self.ctx.database.dispose()


def _tell_nobody() -> None:
    """In a real installation nobody looks over the exchange's shoulder."""


def build(
    settings: Settings,
    clock: Clock | None = None,
    changed: Callable[[], None] = _tell_nobody,
    machine: Clock | None = None,
    tempo: Tempo | None = None,
) -> Exchange:
    """Make the exchange of one workspace, with a database that is up to date and an identity that Slack confirmed.

    Args:
        clock: calendar time; the machine's own when left out. One that can be moved wakes the nudges when it is.
        changed: called after every commit that may have changed what is due.
        machine: machine time for the sender (pauses, doubts, leases), which only a test has to move.
        tempo: how soon it does by itself what it does.

    Raises:
        slack_sdk.errors.SlackApiError: Slack does not know the bot token.
        sqlalchemy.exc.SQLAlchemyError: the database cannot be reached or brought up to date.
    """
    clock, tempo = clock or SystemClock(), tempo or Tempo()
    token = settings.slack_bot_token.get_secret_value()
    database = Database(settings.database_url)
    migrate.upgrade(database)
    sending = delivery_client(token, settings.slack_api_url)

    def wake(job: str) -> Callable[[], None]:
        return lambda: scheduler.wake(job)

    def something_to_send() -> None:
        scheduler.wake(_NUDGE)
        scheduler.wake(_SEND)
        changed()

    ctx = Context(
        database,
        clock,
        settings.nudge_times,
        settings.small_below,
        full_for=timedelta(weeks=settings.full_weeks),
        room_for=timedelta(weeks=settings.room_weeks),
        weekly_day=list(Weekday).index(settings.weekly_day),
        wake=something_to_send,
    )
    collective = people.introduce(ctx, directory.identify(sending))
    stopping = threading.Event()
    sender = Sender(ctx, sending, (machine or SystemClock()).now, stopping, tempo.pace)
    sweeper = Sweeper(ctx, sending, settings.offer_emoji, stopping)
    scheduler = Scheduler(_jobs(ctx, sending, sender, sweeper, collective, stopping, changed, tempo))
    if isinstance(clock, MovableClock):
        clock.on_move(wake(_NUDGE))
    app = _bolt(settings, ctx, token)
    handlers.register(app, Desk(ctx, settings.offer_emoji, sync_members=wake(_PEOPLE)))
    return Exchange(ctx, app, collective, scheduler, stopping)


def _jobs(
    ctx: Context,
    client: WebClient,
    sender: Sender,
    sweeper: Sweeper,
    collective: Collective,
    stopping: threading.Event,
    changed: Callable[[], None],
    tempo: Tempo,
) -> Mapping[str, tuple[Callable[[], None], float]]:
    """What looks for something to do, and how many seconds are between two looks."""

    def send() -> int:
        taken = sender.run_once()
        if taken:
            changed()
        return taken

    looks: dict[str, tuple[Callable[[], object], float]] = {
        _SEND: (_until_nothing_is_left(send, stopping), tempo.send),
        _NUDGE: (_until_nothing_is_left(lambda: nudging.look(ctx), stopping), 15),
        _SWEEP: (sweeper.run_once, tempo.sweep),
        _TIDY: (lambda: nudging.tidy(ctx), 3600),
        _PEOPLE: (lambda: directory.sync_members(ctx, client, collective.team_id, stopping), 3600),
    }
    return {name: (_outliving_faults(look), seconds) for name, (look, seconds) in looks.items()}


def socket_for(exchange: Exchange, settings: Settings) -> Socket:
    """The Socket Mode connection for an exchange, not yet open."""
    if settings.slack_app_token is None:
        raise ValueError("Socket Mode needs an app token")
    return Socket(exchange.app, settings.slack_app_token.get_secret_value())


def _bolt(settings: Settings, ctx: Context, token: str) -> App:
    """The Bolt app: a listener ends before Slack is told that it did, and who the bot is comes from the database."""

    def authorize(enterprise_id: str | None, team_id: str) -> AuthorizeResult:
        identity = people.identity_of(ctx, team_id)
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=identity.bot_id,
            bot_user_id=identity.bot_user_id,
            bot_token=token,
        )

    # Without a token of its own: each request's client is given the one that `authorize` names.
    client = WebClient(base_url=settings.slack_api_url, timeout=_FORM_TIMEOUT_SECONDS, retry_handlers=[])
    secret = settings.slack_signing_secret
    return App(
        client=client,
        signing_secret=secret.get_secret_value() if secret else "unused in Socket Mode",
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=secret is not None,
    )


def _outliving_faults(look: Callable[[], object]) -> Callable[[], None]:
    """A fault ends this look and is logged by its class (what it says may hold words of a person); the next comes."""

    def run() -> None:
        try:
            look()
        except Exception as error:  # noqa: BLE001 - a job must outlive any fault
            structlog.get_logger().error("job failed", error=type(error).__name__)

    return run


def _until_nothing_is_left(look: Callable[[], int], stopping: threading.Event) -> Callable[[], None]:
    """Look again while there is something to do, and nobody has said that it is to end."""

    def run() -> None:
        while not stopping.is_set() and look():
            pass

    return run
