"""Scenes for the tests of the views: invented people, and referrals that got where they are by the real rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.exchange import moves as m
from bot.exchange.decide import decide
from bot.exchange.drafts import Draft
from bot.exchange.nudges import NudgeKind
from bot.exchange.practice import Practice
from bot.exchange.scene import CardFacets, Scene
from bot.exchange.values import (
    Answer,
    Audience,
    Collective,
    Means,
    Member,
    Outcome,
    Referral,
    ReferralState,
    Urgency,
)
from bot.exchange.working_time import PracticeHours, WorkingTime
from bot.matching import Licence, Match, Need, Opening, OpeningKind, Profile

if TYPE_CHECKING:
    from bot.views.message import Message

START = datetime(2026, 3, 2, 15, tzinfo=UTC)
NOTE = "Calm when voices rise, & knows <shift> work"

SAM = Member("sam", "U0SAM", "Sam Reyes", "America/Chicago")
ANA = Member(
    "ana",
    "U0ANA",
    "Ana Flores",
    "America/Chicago",
    niche=Profile(
        "ana",
        "I help couples after an affair decide whether and how to stay. They leave able to talk at the kitchen table.",
        top_concerns=("infidelity", "relationship"),
        age_groups=("adult",),
        client_types=("couple", "individual"),
        payments=("aetna", "private_pay"),
        formats=("in_person", "telehealth"),
        licences=(Licence("TX"),),
        opening=Opening(OpeningKind.SOME, limits="weekday mornings", confirmed_at=START - timedelta(days=9)),
    ),
    practice_contact="Flores Family Therapy, 512-555-0142",
)
BEN = Member("ben", "U0BEN", "Ben Okafor", "America/Chicago", practice_contact="Okafor Psychology, 512-555-0118")
CLEO = Member("cleo", "U0CLEO", "Cleo Marchetti", "America/New_York")
DEV = Member("dev", "U0DEV", "Dev Rao", "America/Chicago")
PEOPLE = {member.id: member for member in (SAM, ANA, BEN, CLEO, DEV)}

NEED = Need(
    concerns=("infidelity", "anxiety"),
    age_group="adult",
    client_type="couple",
    payments=("aetna", "private_pay"),
    format="telehealth",
    states=("TX",),
    languages=("es",),
    modalities=("eft",),
    times=("evenings",),
    note=NOTE,
)
FACETS = CardFacets("infidelity", "adult", "couple", "telehealth", ("TX",), ("aetna", "private_pay"))
COLLECTIVE = Collective(
    "larkspur",
    "T1",
    channel_id="C0REFERRALS",
    hours=PracticeHours(),
    person_id="dev",
    outside_options="Psychology Today directory\nCounty line: 512-555-0100",
)
BEST_THREE = (
    Match("ana", 2.1, ("Top concern: infidelity", "Sees couples, takes Aetna, licensed in TX", "Not shown this month")),
    Match("ben", 1.4, ("Among their top 3: anxiety", "Payment not stated: ask")),
    Match("cleo", 1.1, ("Sees couples",)),
)
_PRACTICE = Practice({member.id: WorkingTime(member.zone) for member in PEOPLE.values()}, person_id="dev")


def offer(member: Member, *conflicts: str, means: Means = Means.BUTTON) -> m.Offer:
    return m.Offer(member.id, counts=True, claim_id=f"claim-{member.id}", means=means, conflicts=conflicts)


def choose(member: Member) -> m.Choose:
    return m.Choose(SAM.id, f"claim-{member.id}")


def after(
    *moves: m.Move, audience: Audience = Audience.CHANNEL, urgency: Urgency = Urgency.SOON, need: Need = NEED
) -> Scene:
    """The scene after a post that asks Ana, Ben and Cleo, and after `moves`, one an hour."""
    referral = Referral("ref1", "larkspur", SAM.id, "form1", need, urgency, audience, START)
    state = ReferralState(referral)
    now = START
    for move in (m.Post(SAM.id, BEST_THREE), *moves):
        state = decide(state, move, now, _PRACTICE).state
        now += timedelta(hours=1)
    url = "https://larkspur.slack.com/archives/C0REFERRALS/p1" if state.referral.asks_channel else ""
    return Scene(COLLECTIVE, state, PEOPLE, now, FACETS, url, names_by=START + timedelta(days=1))


def full(scene: Scene, member: Member, opening: Opening) -> Scene:
    """The scene with a member whose openings are as given."""
    filled = replace(member, niche=replace(member.niche, opening=opening))
    return replace(scene, people={**scene.people, member.id: filled})


def draft(**changes: object) -> Draft:
    """A filled-in form."""
    usual = Draft("form1", NEED, Urgency.SOON, Audience.CHANNEL, frozenset({"U0DEV"}), consent=True)
    return replace(usual, **changes)  # type: ignore[arg-type]


def readable(message: Message | None) -> list[str]:
    """A message as lines: what is read, and what can be pressed in brackets."""
    lines: list[str] = []
    for block in message.payload()["blocks"] if message else []:
        for element in [block, *block.get("elements", ()), block.get("accessory")]:
            if element and "text" in element:
                text = element["text"]["text"] if isinstance(element["text"], dict) else element["text"]
                lines += [f"[{text}]"] if element["type"] == "button" else text.splitlines()
    return lines


CHOSEN = (offer(ANA), offer(BEN), choose(ANA))
STORIES = {
    "open": after(),
    "passed": after(m.Decline("ana", Answer.FULL), m.Decline("ben", Answer.MAY_KNOW)),
    "claimed": after(offer(ANA), offer(BEN, "licence"), offer(CLEO), m.SayGlad("ana"), m.StandBack("cleo")),
    "stepped back": after(offer(ANA), m.Release("ana", Means.BUTTON)),
    "handed off": after(*CHOSEN),
    "no fit": after(*CHOSEN, m.ReportOutcome("ana", Outcome.NOT_A_FIT)),
    "booked": after(*CHOSEN, m.ReportOutcome("ana", Outcome.BOOKED)),
    "withdrawn": after(offer(ANA), m.Withdraw("sam")),
    "expired": after(m.Remind(m.CLOCK, NudgeKind.EXPIRE)),
    "lapsed": after(offer(ANA), m.Remind(m.CLOCK, NudgeKind.LAPSE)),
}
