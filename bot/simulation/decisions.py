"""What people make of what they are sent: each message may move its reader to one deed, after a delay of theirs.

All of it is a pure function of the seed and of natural keys; nobody acts on more than what a message told them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.exchange.notices import Face, NoticeKind
from bot.exchange.reminders import Later
from bot.exchange.values import Outcome
from bot.simulation.deeds import REACT, Deed
from bot.views.actions import Action

if TYPE_CHECKING:
    from bot.simulation.chance import Chance
    from bot.simulation.deeds import Asking
    from bot.simulation.people import Colleague
    from bot.simulation.slack import Post

#: Hours of the day, on their own clock, in which people may do something.
_WAKES, _SLEEPS = 7, 22
#: Nobody answers a message in the minute in which it comes.
_SOONEST_HOURS = 0.05
_OUTCOMES = {
    Outcome.BOOKED: 0.62,
    Outcome.WAITING: 0.08,
    Outcome.COULD_NOT_CONNECT: 0.07,
    Outcome.NOT_A_FIT: 0.1,
    Outcome.WENT_ELSEWHERE: 0.05,
    Outcome.NO_ROOM: 0.03,
    Outcome.UNDISCLOSED: 0.05,
}


@dataclass(frozen=True)
class World:
    """Everybody, every referral that will be, and the dice.

    Attributes:
        people: by Slack's id.
        askings: by key.
    """

    chance: Chance
    people: Mapping[str, Colleague]
    askings: Mapping[str, Asking]


@dataclass(frozen=True)
class _Prompt:
    """One thing that one person reads.

    Attributes:
        name: its natural key: the kind, and the how many-th of its kind to this reader about this referral it is.
    """

    at: datetime
    reader: Colleague
    kind: str
    referral: str
    about: str
    name: str


class Reader:
    """Reads the record as it grows, each message once and in order, and says what people will do about it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._seen: dict[tuple[str, str, str, str], int] = {}

    def read(self, post: Post) -> Iterator[Deed]:
        """The deeds to which a message moves its reader, or the readers of the channel."""
        told = post.label
        if told.kind in (Face.CHANNEL, Face.AGAIN):
            yield from self._in_channel(post)
        elif told.kind == NoticeKind.DIGEST:
            yield from self._in_digest(post)
        elif reader := self._world.people.get(told.reader):
            yield from self._answer(post.at, reader, told.kind, told.referral, told.about)

    def _in_digest(self, post: Post) -> Iterator[Deed]:
        """Some open it and see to each line; of those some put the first off, and some want no more of a kind."""
        chance, reader, day = self._world.chance, self._world.people[post.label.reader], post.at.date().isoformat()
        if not chance.happens(0.25 + 0.75 * reader.temper.answers, "opens", reader.user_id, day):
            return
        for kind, referral, about in post.label.lines:
            yield from self._answer(post.at, reader, kind, referral, about)
        shares = {Later.TOMORROW: 0.05, Later.NEXT_WEEK: 0.05, Later.NEVER: 0.1 if reader.mutes else 0, None: 0.85}
        if later := chance.weighted(shares, "later", reader.user_id, day):
            at = when(chance, reader, post.at, 3, "later", day)
            kind, referral, _ = chance.pick(post.label.lines, "which", reader.user_id, day)
            if reader.is_there(at) and not reader.is_silent(at):
                yield Deed(at, reader.user_id, Action.LATER.value, referral, later.value, f"{kind} {day}")

    def _in_channel(self, post: Post) -> Iterator[Deed]:
        chance, key = self._world.chance, post.label.referral
        asking = self._world.askings.get(key)
        again = self._count("", post.label.kind, key, "")
        for one in self._world.people.values():
            if asking is None or one.user_id in asking.kept_from | {asking.referrer}:
                continue
            if chance.happens(one.temper.looks, "looks", one.user_id, key, again):
                what = REACT if chance.happens(0.5, "reacts", one.user_id, key, again) else Action.OFFER.value
                at = when(chance, one, post.at, 8, what, key, again)
                if one.is_there(at) and not one.is_silent(at):
                    yield Deed(at, one.user_id, what, key, prompt=f"channel {again}")

    def _answer(self, at: datetime, reader: Colleague, kind: str, referral: str, about: str) -> Iterator[Deed]:
        again = self._count(reader.user_id, kind, referral, about)
        prompt = _Prompt(at, reader, kind, referral, about, f"{kind} {about} {again}")
        rule = _RULES.get(kind)
        decided = rule(self._world.chance, prompt) if rule else None
        if decided is None:
            return
        what, detail, hours = decided
        then = when(self._world.chance, reader, at, hours, what, referral, prompt.name)
        if reader.is_there(then) and not reader.is_silent(then):
            yield Deed(then, reader.user_id, what, referral, detail, prompt.name)

    def _count(self, reader: str, kind: str, referral: str, about: str) -> int:
        key = (reader, kind, referral, about)
        self._seen[key] = self._seen.get(key, 0) + 1
        return self._seen[key]


def when(chance: Chance, one: Colleague, moment: datetime, hours: float, *key: object) -> datetime:
    """When somebody gets to something that takes them so many hours as a rule: in their own waking hours, UTC."""
    delay = max(chance.hours(hours, "delay", one.user_id, *key), _SOONEST_HOURS)
    return waking(chance, one, moment + timedelta(hours=delay), *key)


def waking(chance: Chance, one: Colleague, moment: datetime, *key: object) -> datetime:
    """The moment, or the next morning where it falls into their night; to the second."""
    local = moment.astimezone(one.zone_at(moment))
    if not _WAKES <= local.hour < _SLEEPS:
        tomorrow = local + timedelta(days=local.hour >= _SLEEPS)
        minutes = int(150 * chance.roll("morning", one.user_id, *key))
        local = tomorrow.replace(hour=_WAKES, minute=0) + timedelta(minutes=minutes)
    return local.astimezone(UTC).replace(second=int(60 * chance.roll("second", one.user_id, *key)), microsecond=0)


#: What is done, with which detail, and how many hours it takes as a rule.
_Decision = tuple[str, str, float]


def _invited(chance: Chance, prompt: _Prompt) -> _Decision | None:
    temper = prompt.reader.temper
    if not chance.happens(temper.answers, "answers", prompt.reader.user_id, prompt.referral, prompt.name):
        return None
    no = 1 - temper.accepts
    shares = {
        Action.OFFER: temper.accepts,
        Action.NOT_A_FIT: no * 0.5,
        Action.FULL: no * 0.35,
        Action.MAY_KNOW: no * 0.15,
    }
    action = chance.weighted(shares, "invited", prompt.reader.user_id, prompt.referral, prompt.name)
    return action.value, "", temper.hours


def _offered(chance: Chance, prompt: _Prompt) -> _Decision | None:
    """Their own copy of what they offered for: is it still right?"""
    shares = {Action.GLAD: 0.5, Action.CONFIRM: 0.3, Action.AS_BACKUP: 0.06, Action.RELEASE: 0.06, None: 0.08}
    action = chance.weighted(shares, "offered", prompt.reader.user_id, prompt.referral, prompt.name)
    return (action.value, "", prompt.reader.temper.hours) if action else None


def _press(action: Action, share: float, hours: float) -> Callable[[Chance, _Prompt], _Decision | None]:
    """A rule: so many of those who answer at all press this, after so many hours as a rule."""

    def rule(chance: Chance, prompt: _Prompt) -> _Decision | None:
        one = prompt.reader
        likely = share * (0.5 + 0.5 * one.temper.answers)
        happens = chance.happens(likely, action.value, one.user_id, prompt.referral, prompt.name)
        return (action.value, "", hours) if happens else None

    return rule


def _report(share: float, hours: float) -> Callable[[Chance, _Prompt], _Decision | None]:
    """The same for how it went, which depends on the hand-off and not on when it is told."""
    presses = _press(Action.REPORT, share, hours)

    def rule(chance: Chance, prompt: _Prompt) -> _Decision | None:
        decided = presses(chance, prompt)
        outcome = chance.weighted(_OUTCOMES, "outcome", prompt.reader.user_id, prompt.referral)
        return (decided[0], outcome.value, decided[2]) if decided else None

    return rule


def _unanswered(chance: Chance, prompt: _Prompt) -> _Decision | None:
    shares = {Action.EXTEND: 0.45, Action.WITHDRAW: 0.2, None: 0.35}
    action = chance.weighted(shares, "unanswered", prompt.reader.user_id, prompt.referral, prompt.name)
    return (action.value, "", 6) if action else None


def _unconfirmed(chance: Chance, prompt: _Prompt) -> _Decision | None:
    if chance.happens(0.2, "asks next", prompt.reader.user_id, prompt.referral):
        return Action.ASK_NEXT.value, "", 10
    return _report(0.7, 10)(chance, prompt)


def _thank(chance: Chance, prompt: _Prompt) -> _Decision | None:
    one = prompt.reader
    happens = chance.happens(one.temper.thanks, "thanks", one.user_id, prompt.referral, prompt.name)
    agrees = chance.happens(0.6, "agrees", one.user_id, prompt.referral)
    return (Action.THANK.value, "agrees" if agrees else "", 5) if happens else None


def _room(chance: Chance, prompt: _Prompt) -> _Decision | None:
    shares = {Action.ROOM_NOW: 0.5, Action.STILL_FULL: 0.15, None: 0.35}
    action = chance.weighted(shares, "room", prompt.reader.user_id, prompt.name)
    return (action.value, "", 4) if action else None


def _pick(chance: Chance, prompt: _Prompt) -> _Decision | None:
    if not chance.happens(0.7, "picks", prompt.reader.user_id, prompt.name):
        return None
    return Action.PICK_CLARITY.value, chance.pick(("0", "1", "2"), "which", prompt.reader.user_id, prompt.name), 6


_RULES: Mapping[str, Callable[[Chance, _Prompt], _Decision | None]] = {
    Face.INVITATION: _invited,
    Face.CLAIM: _offered,
    NoticeKind.OFFER_MADE: _press(Action.CHOOSE, 0.5, 24),
    NoticeKind.CHOOSE_REMINDER: _press(Action.CHOOSE, 0.7, 5),
    NoticeKind.FIRST_IN_LINE: _press(Action.GLAD, 0.7, 5),
    NoticeKind.STILL_A_FIT: _press(Action.GLAD, 0.6, 8),
    NoticeKind.CHOSEN: _report(0.4, 120),
    NoticeKind.OUTCOME_REMINDER: _report(0.8, 8),
    NoticeKind.UNCONFIRMED: _unconfirmed,
    NoticeKind.UNANSWERED: _unanswered,
    NoticeKind.THANKS_PROMPT: _thank,
    NoticeKind.NICHE_STILL_RIGHT: _press(Action.STILL_RIGHT, 0.6, 4),
    NoticeKind.OPENINGS_RUN_OUT: _room,
    NoticeKind.CLARITY_ASK: _pick,
    NoticeKind.THANKS: _press(Action.SHARE_THANKS, 0.6, 3),
    NoticeKind.OUTCOME_REPORTED: _press(Action.TELL_NICHE, 0.3, 5),
    NoticeKind.CONTACT_DUE: _press(Action.IN_TOUCH, 0.5, 30),
    NoticeKind.ORIGIN_ASKED: _press(Action.SKIP_ORIGIN, 0.4, 10),
    NoticeKind.COLLEAGUE_LEFT: _press(Action.ASK_NEXT, 0.6, 8),
    NoticeKind.PAUSED: _press(Action.RESUME, 0.5, 200),
    NoticeKind.COLLEAGUE_QUIET: _press(Action.ASK_NEXT, 0.4, 8),
}
