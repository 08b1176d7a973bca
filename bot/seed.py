"""An invented collective for the practice: set up, and with what its members would have written of themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.delivery import directory
from bot.delivery.slack import delivery_client
from bot.exchange.nudges import NudgeKind
from bot.exchange.regions import region_for
from bot.exchange.working_time import WorkingTime
from bot.matching import FACETS, Licence, LicenceScope, Opening, OpeningKind, OwnTerm, Profile
from bot.privacy import LocalWords
from bot.services import niches, people, setup
from bot.yaml_text import read_yaml
from storage import members, nudges

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.app import Exchange
    from bot.settings import Settings

#: The channel, and the people with their niches.
COLLECTIVE = Path(__file__).parent / "sandbox" / "collective.yml"
_OUTSIDE_OPTIONS = "Larkspur's list of clinics with evening hours, 512-555-0190; in a crisis, call or text 988."
_CRISIS_RESOURCES = "Larkspur's mobile crisis team, 512-555-0188"
_LOCAL_WORDS = LocalWords(allowed=("the Marlow method",), watched=("Larkspur Mill", "Juniper Hollow"))


def when_all_work(now: datetime) -> datetime:
    """The first moment at or after `now` at which everybody in the practice works, so that nobody has to wait; UTC."""
    works = [_working_time(person) for person in read_yaml(COLLECTIVE.read_text("utf-8"))["people"]]
    while (later := max(each.next(now) for each in works)) > now:
        now = later
    return now


def seed(exchange: Exchange, settings: Settings) -> None:
    """Set the collective up as its admin would, and save the niches that its members would have written."""
    ctx, collective = exchange.ctx, exchange.collective
    if collective.is_set_up:
        return
    told = read_yaml(COLLECTIVE.read_text("utf-8"))
    client = delivery_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    admin = next(person["id"] for person in told["people"] if person["role"] == "admin")
    person = people.remember(ctx, collective, directory.fetch_person(client, admin, collective))
    collective = replace(
        collective,
        channel_id=told["channel"]["id"],
        person_id=person.id,
        outside_options=_OUTSIDE_OPTIONS,
        crisis_resources=_CRISIS_RESOURCES,
        local_words=_LOCAL_WORDS,
        own_terms=tuple(OwnTerm(kind, label) for kind, labels in told["own_terms"].items() for label in labels),
    )
    setup.save(ctx, collective, delivery_id="practice-setup")
    directory.sync_members(ctx, client, collective.team_id)
    with ctx.database.write() as conn:
        # They are taken to be here for long: a welcome would be one more red dot beside those of the requests.
        nudges.pass_over(conn, collective.id, NudgeKind.WELCOME)
    for who in told["people"]:
        if "niche" in who:
            with ctx.database.read() as conn:
                member = members.by_user(conn, collective.id, who["id"])
            if member is not None:
                niche, contact = _niche(who["niche"], ctx.clock.now()), who["niche"]["practice_contact"]
                niches.save(ctx, collective, member, niche, contact, delivery_id=f"practice-niche-{who['id']}")


def _niche(told: Mapping[str, Any], now: datetime) -> Profile:
    opening = Opening(OpeningKind(told["opening"]["kind"]), limits=told["opening"]["limits"], confirmed_at=now)
    facets: dict[str, Any] = {name: tuple(told[name]) for name in FACETS if name in told}
    return Profile(
        member_id="",
        statement=told["statement"],
        licences=tuple(Licence(each["state"], LicenceScope(each["scope"])) for each in told["licences"]),
        gender=told["gender"],
        opening=opening,
        **facets,
    )


def _working_time(person: Mapping[str, Any]) -> WorkingTime:
    licences = [Licence(each["state"]) for each in person.get("niche", {}).get("licences", ())]
    zone = person["timezone"]
    return WorkingTime(ZoneInfo(zone), region=region_for(zone, licences))
