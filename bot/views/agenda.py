"""The queue of what is due, in words: what will happen by itself, what it waits for, and what would make it go away."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.exchange.notices import Face
from bot.exchange.nudges import HABIT_RULES, BusinessDays, Days, Mornings, NudgeKind, WorkingHours
from bot.exchange.values import Status
from bot.views.message import listed
from bot.views.needs import card_headline

if TYPE_CHECKING:
    from bot.exchange.nudges import Delay
    from bot.exchange.scene import Scene
    from bot.exchange.values import Member

_WHAT = MappingProxyType(
    {
        NudgeKind.INVITE_NEXT: "asks the next three, or tells {referrer} that nobody is left",
        NudgeKind.ASK_CHANNEL: "asks the channel once more, or three more where it was not asked",
        NudgeKind.UNANSWERED: "tells {told} that nobody has offered",
        NudgeKind.EXPIRE: "ends it without an offer, and tells {told}",
        NudgeKind.CHOOSE: "asks {referrer} whether the client has chosen",
        NudgeKind.CHOOSE_AGAIN: "asks {referrer} a second and last time whether the client has chosen",
        NudgeKind.LAPSE: "ends it without a choice, and lets those who offered go",
        NudgeKind.OUTCOME: "asks {chosen} how it went",
        NudgeKind.OUTCOME_AGAIN: "asks {chosen} a second and last time how it went",
        NudgeKind.UNCONFIRMED: "tells {referrer} that it is unconfirmed, and offers to ask the next in line",
        NudgeKind.CLOSE: "closes it with the outcome unknown",
    }
)


@dataclass(frozen=True)
class Words:
    """What is due, each part as the end of a sentence. Of the need only what may stand on the card is in it."""

    what: str
    why: str
    ends: str


def nudge(kind: NudgeKind, scene: Scene, delay: Delay) -> Words:
    """A row of the nudge table, for a referral that waits for it.

    Args:
        delay: how long it waits from the beginning of the status.
    """
    about = card_headline(scene.facets)
    what = _what(kind, scene)
    return Words(f"{what}: {about}" if about else what, f"{_long(delay)} {_since(scene)}", _ends(scene))


def habit(kind: NudgeKind, member: Member | None) -> Words:
    """A row of the table of habits, which says it all.

    Args:
        member: whose habit it is; None for the collective's own.
    """
    rule = next(rule for rule in HABIT_RULES if rule.kind is kind)
    what, why, ends = (text.format(member=member.name if member else "") for text in (rule.does, rule.when, rule.ends))
    return Words(what, why, ends)


def waiting(reader: Member, face: Face | None, *, is_digest: bool) -> Words:
    """A message that waits for its reader's working time.

    Args:
        face: which living message it is; None for one that is said once, or for a digest.
        is_digest: it is all that waits for them, as one message.
    """
    if is_digest:
        return Words(
            f"sends {reader.name} what waits for them, as one message",
            "what can wait comes together, one message a day and two a week",
            "it is settled before",
        )
    thing = _thing(face, reader.name)
    return Words(f"sends {thing}", f"{reader.name} does not work now, or is paused", "it is settled before")


def held(reader: Member | None, face: Face | None, *, in_doubt: bool, failed: bool) -> Words:
    """A message that has to wait.

    Args:
        reader: None for the channel.
        face: which living message it is; None for one that is said once.
        in_doubt: it was posted perhaps, and is looked up first.
        failed: it was tried before, in vain.
    """
    thing = _thing(face, reader.name if reader else "")
    if in_doubt:
        return Words(f"looks whether {thing} has arrived", "Slack did not say so", "it is found, or sent once more")
    why = "the last try failed" if failed else "Slack asked to wait, or did not answer"
    return Words(f"sends {thing}", why, "Slack takes it, or it is no longer true")


def _thing(face: Face | None, name: str) -> str:
    things = {
        Face.CHANNEL: "the card in the channel",
        Face.AGAIN: "the reminder in the channel",
        Face.REFERRER: f"{name}'s own copy",
        Face.INVITATION: f"the question to {name}",
        Face.CLAIM: f"the message on {name}'s offer",
    }
    return things[face] if face else f"a message to {name or 'the channel'}"


def _what(kind: NudgeKind, scene: Scene) -> str:
    line = scene.state.line
    if kind is NudgeKind.UNANSWERED and line:
        return f"calls {scene.people[line[0].member_id].name}, who could as a backup"
    return _WHAT[kind].format(referrer=scene.referrer.name, chosen=_chosen(scene), told=_told(scene))


def _since(scene: Scene) -> str:
    match scene.state.status:
        case Status.OPEN:
            return "without an offer"
        case Status.CLAIMED:
            return "after the first offer"
        case _:
            return f"after {scene.referrer.name}'s client chose {_chosen(scene)}"


def _ends(scene: Scene) -> str:
    referrer = scene.referrer.name
    match scene.state.status:
        case Status.OPEN:
            return f"somebody offers, or {referrer} withdraws it"
        case Status.CLAIMED:
            offered = listed([scene.people[claim.member_id].name for claim in scene.state.line])
            takes = "takes the offer back" if len(scene.state.line) == 1 else "all take their offers back"
            return f"{referrer}'s client chooses, or {offered} {takes}"
        case _:
            return f"{_chosen(scene)} or {referrer} says how it went"


def _told(scene: Scene) -> str:
    """The referrer, and the set-up's person where they are told too."""
    referral, person = scene.state.referral, scene.collective.person_id
    also = person not in {"", referral.referrer_id} | referral.kept_from
    return listed([scene.referrer.name, *([scene.people[person].name] if also else [])])


def _chosen(scene: Scene) -> str:
    chosen = scene.state.chosen
    return scene.people[chosen.member_id].name if chosen else "the colleague"


def _long(delay: Delay) -> str:
    match delay:
        case WorkingHours(count):
            return _counted(f"{count:g}", "working hour")
        case BusinessDays(count) | Mornings(count):
            return _counted(f"{count}", "business day")
        case Days(count):
            return _counted(f"{count}", "day")


def _counted(count: str, thing: str) -> str:
    return f"{count} {thing}" if count == "1" else f"{count} {thing}s"
