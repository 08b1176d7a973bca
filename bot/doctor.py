"""The doctor: looks at settings, Slack, the database and the channel, and says plainly what is missing or wrong."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url

from bot import manifest, troubles
from bot.delivery import directory
from bot.delivery.slack import NoAnswer, Refused, delivery_client, scopes_of
from bot.settings import SettingsError, Transport, load, unknown_names
from storage import collectives, migrate, outbox
from storage.engine import Database

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from slack_sdk import WebClient
    from slack_sdk.web import SlackResponse

    from bot.delivery.directory import ChannelFacts
    from bot.exchange.values import Collective
    from bot.settings import Settings

#: How far the machine's clock may be off. Slack's signatures bear five minutes (docs.slack.dev, "Verifying requests
#: from Slack", 2026); a clock that is off by one is already running away.
_CLOCK_TOLERANCE = timedelta(seconds=60)
_SIGNING_SECRET = re.compile(r"[0-9a-f]{32}")
_SPOKEN = {Transport.SOCKET: "Socket Mode", Transport.HTTP: "HTTP"}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        ok: whether it is as it should be; None when it works and is still worth knowing.
        says: what is so.
        do: what to do about it; "" when there is nothing to do.
    """

    ok: bool | None
    says: str
    do: str = ""


def examine(env_file: str | None = ".env") -> Iterator[Finding]:
    """Look at everything, in the order in which it is best mended; what rests on something missing is left out."""
    settings, findings = check_settings(env_file)
    yield from findings
    if settings is None:
        return
    client = delivery_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    told, finding = check_bot_token(client, settings)
    yield finding
    if told is not None:
        headers = {name.lower(): str(value) for name, value in told.headers.items()}
        yield from check_clock(headers.get("date", ""), datetime.now(UTC))
        yield check_scopes(scopes_of(told), manifest.scopes())
    if settings.transport is Transport.SOCKET:
        yield check_app_token(client, settings)
    database, finding = check_database(settings)
    yield finding
    if database is None:
        return
    try:
        yield check_sends(database)
        if told is not None:
            collective, finding = check_set_up(database, told["team_id"])
            yield finding
            if collective is not None:
                yield from check_channel(client, settings, collective)
    finally:
        database.dispose()


def check_settings(env_file: str | None) -> tuple[Settings | None, Sequence[Finding]]:
    """The settings, unless one is missing or wrong."""
    findings = [
        Finding(None, f"There is no setting {name}.", "See that it is spelled as in .env.example.")
        for name in unknown_names(os.environ)
    ]
    try:
        settings = load(env_file)
        transport = settings.transport
    except SettingsError as error:
        wrong = [Finding(False, line, "Mend it in the environment or in .env.") for line in str(error).splitlines()]
        return None, [*findings, *wrong]
    secret = settings.slack_signing_secret
    if secret is not None and not _SIGNING_SECRET.fullmatch(secret.get_secret_value()):
        says = "SLACK_SIGNING_SECRET does not look like one: they have 32 digits and letters from a to f."
        findings.append(Finding(None, says, f"Copy it from {troubles.APPS}: Basic Information, Signing Secret."))
    return settings, [*findings, Finding(True, f"The settings are complete, for {_SPOKEN[transport]}.")]


def check_bot_token(client: WebClient, settings: Settings) -> tuple[SlackResponse | None, Finding]:
    """What Slack says to the bot token (`auth.test`), unless it knows it not or cannot be reached."""
    try:
        told = client.auth_test()
    except troubles.EXPECTED as error:
        return None, _trouble(error, settings)
    return told, Finding(True, f"Slack knows the bot as {told['user']} in {told['team']}.")


def check_clock(date: str, now: datetime) -> Sequence[Finding]:
    """The machine's clock against Slack's.

    Args:
        date: the header of Slack's answer; "" where it has none, and then nothing can be said.
        now: the machine's present, in UTC.
    """
    if not date:
        return ()
    off = abs(now - parsedate_to_datetime(date))
    if off <= _CLOCK_TOLERANCE:
        return (Finding(True, "The clock is right."),)
    says = f"The clock of this machine is {off.total_seconds():.0f} seconds away from Slack's."
    return (Finding(False, says, "Have it set by the network (NTP): signatures fail, and reminders come off time."),)


def check_scopes(granted: Collection[str], wanted: Collection[str]) -> Finding:
    """The scopes granted against the manifest.

    Args:
        granted: what Slack names beside its answer.
        wanted: what `manifest.yml` asks for.
    """
    held = set(granted) - {"identify"}  # "identify" comes with every token
    again = f"At {troubles.APPS} put manifest.yml in once more (App Manifest), then install the app again."
    if missing := set(wanted) - held:
        return Finding(False, f"The app lacks scopes: {_listed(missing)}.", again)
    if superfluous := held - set(wanted):
        return Finding(None, f"The app holds scopes that it does not need: {_listed(superfluous)}.", again)
    return Finding(True, "The scopes are those of manifest.yml.")


def check_app_token(client: WebClient, settings: Settings) -> Finding:
    """Whether Socket Mode can be opened with the app token."""
    token = settings.slack_app_token
    try:
        client.apps_connections_open(app_token=token.get_secret_value() if token else "")
    except troubles.EXPECTED as error:
        return _trouble(error, settings)
    return Finding(True, "Socket Mode opens with the app token.")


def check_database(settings: Settings) -> tuple[Database | None, Finding]:
    """The database, unless it is not there yet, cannot be reached, or is not of this version."""
    url = make_url(settings.database_url)
    named = troubles.address(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        return None, Finding(None, f"There is no database yet at {named}.", "`exchange run` makes it at its start.")
    database = Database(settings.database_url)
    try:
        pending = migrate.pending(database)
    except troubles.EXPECTED as error:
        database.dispose()
        return None, _trouble(error, settings)
    if pending:
        database.dispose()
        says = f"The database {named} is of an older version."
        return None, Finding(None, says, "`exchange run` brings it up to date at its start; make a copy of it first.")
    return database, Finding(True, f"The database {named} can be reached and is up to date.")


def check_sends(database: Database) -> Finding:
    """Messages of which nobody knows whether they were posted."""
    with database.read() as conn:
        unknown = outbox.unknown(conn)
    if not unknown:
        return Finding(True, "Every message is accounted for.")
    says = f"Of {len(unknown)} message(s) Slack never said whether they were posted: " + ", ".join(
        f"{kind} {message_id}" for message_id, kind in unknown
    )
    return Finding(None, f"{says}.", "Look in Slack whether they are there; they are not sent again by themselves.")


def check_set_up(database: Database, team_id: str) -> tuple[Collective | None, Finding]:
    """The collective of the bot's workspace, once somebody has set it up."""
    with database.read() as conn:
        collective = collectives.by_team(conn, team_id)
    if collective is not None and collective.is_set_up:
        return collective, Finding(True, "The exchange is set up.")
    do = "An owner or admin of the workspace types /refer setup, while `exchange run` runs."
    return None, Finding(False, "Nobody has set the exchange up yet.", do)


def check_channel(client: WebClient, settings: Settings, collective: Collective) -> Iterable[Finding]:
    """Whether the bot can post in the referral channel, who can read there, and what it takes to hear what is typed."""
    channel_id = collective.channel_id
    try:
        facts = directory.channel_facts(client, channel_id)
    except NoAnswer as error:
        if error.trouble != Refused("channel_not_found"):
            return (_trouble(error, settings),)
        do = "If it is private, type /invite @Referral Exchange there; if it is gone, choose another with /refer setup."
        return (Finding(False, f"The bot cannot see the referral channel ({channel_id}).", do),)
    return (*_of_channel(facts), *_of_watching(facts, collective))


def _of_channel(facts: ChannelFacts) -> Iterator[Finding]:
    name = f"#{facts.name}"
    if facts.archived:
        yield Finding(False, f"{name} is archived.", "Unarchive it, or choose another channel with /refer setup.")
    elif not facts.bot_is_member:
        yield Finding(False, f"The bot is not in {name}.", "Type /invite @Referral Exchange there.")
    else:
        yield Finding(True, f"The bot is in {name}.")
    if not facts.private:
        yield Finding(None, f"{name} is public: the whole workspace can read it.", "Consider a private channel.")
    if facts.shared:
        do = "Consider a channel of this workspace alone."
        yield Finding(None, f"{name} is shared with another workspace, whose people can read it.", do)
    if facts.guests:
        do = "Guests can read the cards and cannot offer; consider a channel without them."
        yield Finding(None, f"{name} has {facts.guests} guest(s).", do)


def _of_watching(facts: ChannelFacts, collective: Collective) -> Iterator[Finding]:
    """Slack tells no bot to which events it is subscribed, so this can only say where to look."""
    if not collective.watches_channel:
        return
    event = manifest.message_event(private=facts.private)
    do = (
        f"At {troubles.APPS} see that {event} stands under Event Subscriptions, Subscribe to bot events. "
        f"To try it, type a made-up phone number in #{facts.name}: a private line answers."
    )
    yield Finding(None, f"Names and numbers typed into #{facts.name} by hand get a private line, if Slack tells.", do)


def _trouble(error: Exception, settings: Settings) -> Finding:
    trouble = troubles.explain(error, settings)
    return Finding(False, trouble.says, trouble.do)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
