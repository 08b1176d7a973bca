"""Everything that the bot ever shows, in a few walls and one row of forms: what the pictures and the checks look at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from bot.exchange import moves as m
from bot.exchange.moves import Why
from bot.exchange.notices import Face, Notice, NoticeKind
from bot.exchange.reminders import Topic
from bot.exchange.values import Answer, Outcome
from bot.matching import Opening, OpeningKind
from bot.privacy import Kind
from bot.views import (
    attention,
    by_hand,
    cards,
    claim_card,
    digest,
    lists,
    notices,
    origin_form,
    refusals,
    source_words,
    sources,
    thanks,
    weekly,
)
from bot.views.digest import Line
from bot.views.why import with_why
from tests.unit.views.forms_shown import LAKEVIEW
from tests.unit.views.niche_shown import niche_shown
from tests.unit.views.notices_told import PAST, TRUE
from tests.unit.views.scenes import ANA, BEN, CHOSEN, CLEO, DEV, NEED, SAM, STORIES, after, choose, full, offer
from tests.unit.views.weeks import WEEKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.exchange.scene import Scene
    from bot.exchange.values import Member
    from bot.views.message import Message

_REFERENCE = "7f3a91c2"


@dataclass(frozen=True)
class Shown:
    """One message; `caption` says when it is shown, `payload` is what Slack is sent."""

    caption: str
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Wall:
    """Messages of one kind, as one member reads them.

    Attributes:
        name: what hangs there; also the name of its picture.
        reader: who stands before it.
        private: they are for the reader's eyes alone and go with the next reload.
    """

    name: str
    reader: Member
    shown: tuple[Shown, ...]
    private: bool = False


def walls() -> tuple[Wall, ...]:
    """Every message."""
    about_niches = Wall("about one's own niche", ANA, _hung(niche_shown().items()))
    between = (*_between_members(), about_niches, *_reminders())
    return (*_cards(), *_notices(), _outcomes(), *between, _weekly(), *_lists(), _lines())


def _cards() -> Iterator[Wall]:
    yield Wall("card in the channel", DEV, _through_stories(Face.CHANNEL, ""))
    yield Wall("referrer's copy", SAM, _through_stories(Face.REFERRER, "sam"))
    yield Wall("invitation", ANA, (*_through_stories(Face.INVITATION, "ana"), *_passed()))
    for place, member in (("first", ANA), ("second", BEN), ("third", CLEO)):
        yield Wall(f"offer, the {place} one", member, _through_stories(Face.CLAIM, member.id))
    yield Wall("offer, special cases", ANA, _special_offers())


def _through_stories(face: Face, member_id: str) -> tuple[Shown, ...]:
    return _hung((story, cards.render(face, member_id, scene)) for story, scene in STORIES.items())


def _passed() -> tuple[Shown, ...]:
    until = Opening(OpeningKind.NONE, until=date(2026, 3, 30))
    scenes = {
        "not a fit": after(m.Decline("ana", Answer.NOT_A_FIT)),
        "may know": after(m.Decline("ana", Answer.MAY_KNOW)),
        "full, with a date": full(after(m.Decline("ana", Answer.FULL)), ANA, until),
        "full, and over": full(after(m.Decline("ana", Answer.FULL), offer(BEN), choose(BEN)), ANA, until),
    }
    return _hung((caption, cards.render(Face.INVITATION, "ana", scene)) for caption, scene in scenes.items())


def _special_offers() -> tuple[Shown, ...]:
    scenes: dict[str, tuple[Scene, str]] = {
        "in conflict": (after(offer(ANA, "licence", "client_type")), "ana"),
        "waiting to hear": (after(*CHOSEN, m.ReportOutcome("ana", Outcome.WAITING)), "ana"),
        "the two sides differ": (
            after(*CHOSEN, m.ReportOutcome("ana", Outcome.BOOKED), m.ReportOutcome("sam", Outcome.WENT_ELSEWHERE)),
            "ana",
        ),
        "without a practice contact": (after(offer(CLEO)), "cleo"),
        "chosen without a practice contact": (after(offer(CLEO), choose(CLEO)), "cleo"),
    }
    return _hung((caption, cards.render(Face.CLAIM, who, scene)) for caption, (scene, who) in scenes.items())


def _notices() -> Iterator[Wall]:
    for reader in (SAM, ANA, BEN, DEV):
        told = _hung(
            (n.kind.value, with_why(said, n.kind, n.way(scene.referrer.id), reader))
            for n, scene in TRUE.items()
            if n.to == reader.id and (said := notices.render(n, scene))
        )
        yield Wall(f"notices to {reader.name}", reader, told)
    settled = [(notice.kind.value, notices.settled(notice, scene)) for notice, scene in PAST.items()]
    settled += [
        ("the client chose", notices.settled(Notice(NoticeKind.OFFER_MADE, "sam", about), after(*CHOSEN)))
        for about in ("ana", "ben")
    ]
    yield Wall("notices that are settled", SAM, _hung(settled))


def _outcomes() -> Wall:
    """What the referrer reads of each outcome."""
    told = []
    for outcome in Outcome:
        scene = after(*CHOSEN, m.ReportOutcome("ana", outcome))
        for kind, about in ((NoticeKind.OUTCOME_REPORTED, "ana"), (NoticeKind.OPEN_AGAIN, "ben")):
            told.append((outcome.value, notices.render(Notice(kind, "sam", about), scene)))
    return Wall("outcomes, as the referrer reads them", SAM, _hung(told))


def _between_members() -> Iterator[Wall]:
    told = (
        (
            NoticeKind.THANKS.value,
            thanks.thank_you(ANA, "Thank you for your trust.\n\nI am at my best with couples."),
        ),
        (NoticeKind.TELL_NICHE.value, thanks.niche_told(ANA)),
        *(
            (f"thanks to share: {agrees}", thanks.thank_you(ANA, "Thank you for your trust.", "thanks1", agrees=agrees))
            for agrees in (None, True, False)
        ),
    )
    yield Wall("from member to member", SAM, _hung(told))
    yield Wall("who refers from outside", ANA, _hung(_from_outside()))
    after_poor_fit = [(who.name, claim_card.told_open_again(who, SAM, "ref1")) for who in (ANA, CLEO)]
    yield Wall("after a poor fit", ANA, _hung(after_poor_fit), True)


def _reminders() -> Iterator[Wall]:
    until = datetime(2026, 3, 9, 14, tzinfo=UTC)
    lines = [
        Line(str(place), notice.kind, said)
        for place, (notice, scene) in enumerate(TRUE.items())
        if notice.to == "ana" and (said := notices.render(notice, scene))
    ]
    choose_reminder = Notice(NoticeKind.CHOOSE_REMINDER, "sam")
    chosen = notices.settled(choose_reminder, PAST[choose_reminder])
    asked = notices.render(choose_reminder, TRUE[choose_reminder])
    assert asked is not None
    put_off = [
        Line("a", choose_reminder.kind, asked, snoozed_until=until),
        Line("b", choose_reminder.kind, chosen, is_settled=True),
    ]
    told = [
        (NoticeKind.DIGEST.value, digest.render(lines, ANA.zone)),
        ("one line", digest.render([Line("a", choose_reminder.kind, asked)], SAM.zone, is_last=True)),
        ("put off and settled", digest.render(put_off, SAM.zone)),
        (NoticeKind.PAUSED.value, attention.paused()),
    ]
    yield Wall("digests", ANA, _hung(told))
    answers = [
        ("put off", attention.put_off(ANA, until, "row")),
        ("brought back", attention.brought_back()),
        ("resumed", attention.resumed()),
        ("went on", attention.went_on()),
        ("settled", attention.settled()),
        ("passed", attention.passed()),
        ("paused by themselves", attention.paused_by_member(until.date())),
    ]
    for topic in Topic:
        answers += [(f"muted: {topic.value}", attention.muted(topic)), ("unmuted", attention.unmuted(topic))]
    yield Wall("how somebody is reminded", ANA, _hung(answers), True)


def _from_outside() -> Iterator[tuple[str, Message]]:
    words = source_words.keep_in_touch(ANA, LAKEVIEW.drafts)
    yield NoticeKind.CONTACT_DUE.value, sources.contact_due(LAKEVIEW, words)
    yield "contact due, none yet", sources.contact_due(replace(LAKEVIEW, last_contact=None), words)
    yield "in touch", sources.in_touch_since(LAKEVIEW)
    yield NoticeKind.ORIGIN_ASKED.value, origin_form.question("ref1", NEED)
    yield "told", origin_form.settled(skipped=False)
    yield "skipped", origin_form.settled(skipped=True)


def _weekly() -> Wall:
    return Wall("weekly post", DEV, _hung((caption, weekly.render(week)) for caption, week in WEEKS.items()))


def _lists() -> Iterator[Wall]:
    scenes = [after(), STORIES["claimed"], after(*CHOSEN), after(offer(CLEO), offer(BEN))]
    for member in (SAM, ANA, BEN):
        yield Wall(f"refer mine, {member.name}", member, _hung([("mine", lists.mine(member, scenes))]), True)
    both = [("open", lists.open_list(scenes)), ("nothing open", lists.open_list([])), ("none", lists.mine(DEV, []))]
    yield Wall("refer list", DEV, _hung(both), True)


def _lines() -> Wall:
    """What is said in a line or two, where something was typed or pressed."""
    said = {
        "help": lists.help_text(),
        "help for admins": lists.help_text(for_admin=True),
        "not set up": lists.not_set_up(),
        "only admins": lists.only_admins(),
        "too late": lists.too_late(),
        "extended": lists.extended(),
        "posted as first sent": lists.posted_as_first_sent(),
        "noted": lists.noted(),
        "apology": lists.apology(_REFERENCE),
        "check unavailable": lists.check_unavailable(_REFERENCE),
        "typed by hand": by_hand.may_say_who([Kind.NAME, Kind.PHONE]),
        "in touch": sources.noted_contact(LAKEVIEW),
        "in touch, no reminders": sources.noted_contact(replace(LAKEVIEW, months=0)),
        "niche passed on": thanks.niche_passed_on(SAM),
        NoticeKind.REFUSED.value: refusals.sentence(Why.OVER),
        **{f"refused: {why.value}": refusals.sentence(why) for why in Why},
    }
    return Wall("plain lines", DEV, tuple(Shown(caption, {"text": text}) for caption, text in said.items()), True)


def _hung(told: Iterable[tuple[str, Message | None]]) -> tuple[Shown, ...]:
    """Those that are there at all; the same words are shown once, with all their captions."""
    captions: dict[str, list[str]] = {}
    payloads: dict[str, Mapping[str, Any]] = {}
    for caption, message in told:
        if message is not None:
            print_ = repr(message.payload())
            payloads[print_] = message.payload()
            captions.setdefault(print_, []).append(caption)
    return tuple(Shown(", ".join(captions[print_]), payload) for print_, payload in payloads.items())
