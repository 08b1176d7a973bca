"""What is always true of a collective at work, whatever anybody does: in the database and in the workspace."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from difflib import unified_diff
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.delivery.words import words_of
from bot.exchange import moves
from bot.exchange.notices import ASKING, Face, Notice, NoticeKind, Way
from bot.exchange.nudges import NUDGES
from bot.exchange.transitions import TRANSITIONS
from bot.exchange.values import LIVE, LOOKING, Means, Standing, Status
from bot.sandbox.slack.elements import with_ids
from bot.services.scenes import scene_of
from bot.views import notices
from bot.views.cards import render
from storage import members, nudges, referrals
from storage import outbox as outbox_rows
from storage.models import cards, events, outbox, reactions
from storage.sending import SendState
from tests.factories import CHANNEL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row

    from bot.exchange.values import Claim, ReferralState
    from bot.sandbox.slack.conversations import Message
    from tests.integration.whole.little_world import World

_MOVES = {move.__name__: move for move in TRANSITIONS}
_SAID = (SendState.SENT, SendState.SETTLED)
#: Until its reader works, or until the digest of which it is a line is sent.
_WAITS_FOR_THE_CALENDAR = (SendState.HELD, SendState.CARRIED)
#: What can let an offer go, or give it back.
_LETTING_GO = {"Choose", "Withdraw", "Remind", "Leave"}
_GIVING_BACK = {"UndoWithdraw", "UndoChoose", "ReportOutcome", "AskNext"}
_ENDING_A_CHOICE = {"UndoChoose", "ReportOutcome", "AskNext"}


def offers_are_kept(world: World, before: ReferralState | None, now: ReferralState) -> None:
    """One holder at most; and an offer that no longer stands was taken back, let go or chosen by a move that may."""
    holding = [claim for claim in now.claims if claim.standing is Standing.HOLDER]
    chosen = [claim for claim in now.claims if claim.standing is Standing.CHOSEN]
    assert len(holding) <= 1
    assert len(chosen) <= 1
    assert (now.status is Status.CLAIMED) == bool(holding)
    assert not chosen or now.status in (Status.HANDED_OFF, Status.CLOSED)
    standing = [claim.member_id for claim in now.claims if claim.stands]
    assert len(standing) == len(set(standing))
    assert not standing or now.status in LOOKING
    if before is None:
        return
    with world.ctx.database.read() as conn:
        log = referrals.event_log(conn, now.referral.id)[before.referral.revision :]
    by_id = {claim.id: claim for claim in now.claims}
    for claim in before.claims:
        has_left = not world.person(claim.member_id).counts(world.collective.membership)
        _fate(claim, by_id[claim.id], {(move, by) for move, by, _ in log}, has_left=has_left)


def _fate(was: Claim, is_now: Claim, made: set[tuple[str, str | None]], *, has_left: bool) -> None:
    """What may have become of a claim through the moves that were made."""
    names = {name for name, _ in made}
    theirs = {("Release", was.member_id), ("Leave", was.member_id)} & made
    if was.standing is is_now.standing:
        return
    match is_now.standing:
        case Standing.RELEASED:
            was_chosen = was.standing is Standing.CHOSEN or "Choose" in names
            ended = (was_chosen and names & _ENDING_A_CHOICE) or (has_left and names & _GIVING_BACK)
            assert theirs or ended
        case Standing.LET_GO:
            assert names & _LETTING_GO
        case Standing.CHOSEN:
            assert "Choose" in names
        case Standing.HOLDER | Standing.BACKUP:
            assert was.standing is not Standing.RELEASED
            assert was.stands or names & _GIVING_BACK


def the_log_tells_all(world: World, state: ReferralState) -> None:
    """One row for each revision, each a row of the transition table that follows upon the one before."""
    with world.ctx.database.read() as conn:
        query = select(events).where(events.c.referral_id == state.referral.id).order_by(events.c.revision)
        log = conn.execute(query).all()
    assert [row.revision for row in log] == list(range(1, state.referral.revision + 1))
    before = ""
    for row in log:
        arrow = TRANSITIONS[_MOVES[row.move]]
        assert row.status_before == before
        assert row.move == moves.Post.__name__ or Status(before) in arrow.start
        assert Status(row.status_after) in arrow.end
        before = row.status_after
    assert before == state.status


def nudges_are_those_of_the_status(world: World, state: ReferralState) -> None:
    """Those of the table that did not fire yet, and none of a referral that is over."""
    with world.ctx.database.read() as conn:
        pending = [nudge.kind for nudge in nudges.pending(conn, state.referral.id)]
        log = referrals.event_log(conn, state.referral.id)
    planned = [rule.kind for rule in NUDGES if rule.waits_in is state.status]
    since_then = 0
    for move, _, status in reversed(log):
        if move != "Remind" and status != state.status:
            break
        since_then += move == "Remind" and status == state.status
    fired = len(planned) - len(pending)
    assert pending == planned[fired:], f"{state.status}: {pending}"
    assert fired <= since_then


def only_members_stand_in_line(world: World, state: ReferralState) -> None:
    """Nobody waits for a person who left."""
    with world.ctx.database.read() as conn:
        people = members.get_many(conn, [claim.member_id for claim in state.line])
    for person in people.values():
        assert person.counts(world.collective.membership), "somebody who left is in line"


def messages_are_true(world: World, state: ReferralState) -> None:
    """Every living message shows what is so now, and each one that should be there is."""
    with world.ctx.database.read() as conn:
        scene = scene_of(conn, state.referral.id, world.clock.now())
        rows = conn.execute(select(cards).where(cards.c.referral_id == state.referral.id)).all()
    assert scene is not None
    by_key = messages_by_key(world)
    for row in rows:
        wanted = render(Face(row.face), row.member_id, scene)
        shown = by_key.get(row.id)
        if row.state == SendState.GONE:
            assert shown is None or not _is_reachable(world, row.member_id)
            assert wanted is None or _was_never_sent(row, state) or not _is_reachable(world, row.member_id)
            continue
        if row.state == SendState.HELD:
            assert row.face == Face.INVITATION, "somebody waits for what they did themselves"
            continue
        assert row.state == SendState.SHOWN
        assert wanted is not None
        assert shown is not None, f"the {row.face} message is not there"
        assert (shown.channel, shown.ts) == (row.channel_id, row.ts)
        _same(row.face, _words(shown.text, shown.blocks), _words(wanted.text, with_ids(wanted.payload()["blocks"])))
    there = (SendState.SHOWN, SendState.HELD)
    faces = {(row.face, row.member_id) for row in rows if row.state in there or _was_never_sent(row, state)}
    in_channel = state.referral.asks_channel and state.status in LIVE
    assert ((Face.CHANNEL, "") in faces) == in_channel
    for face, member_id in _personal(state):
        assert (face, member_id) in faces or not _is_reachable(world, member_id)


def _was_never_sent(row: Row[Any], state: ReferralState) -> bool:
    """Whether it was over before somebody who is asked worked again: then they never hear of it."""
    dropped = row.state == SendState.GONE and not row.ts
    return dropped and row.face == Face.INVITATION and state.status not in LIVE


def _personal(state: ReferralState) -> set[tuple[Face, str]]:
    return {
        (Face.REFERRER, state.referral.referrer_id),
        *((Face.INVITATION, invitation.member_id) for invitation in state.invitations),
        *((Face.CLAIM, claim.member_id) for claim in state.claims),
    }


def _is_reachable(world: World, member_id: str) -> bool:
    return not member_id or not world.workspace.person(world.person(member_id).user_id).deleted


def _words(text: str, blocks: Sequence[Mapping[str, Any]]) -> str:
    """A message as the app sent it, to be compared and read: Slack names the blocks that have no name."""
    nameless = [{name: value for name, value in block.items() if name != "block_id"} for block in blocks]
    return "\n".join([text, *(json.dumps(block, sort_keys=True, ensure_ascii=False) for block in nameless)])


def _same(face: str, shown: str, wanted: str) -> None:
    if shown != wanted:
        difference = "\n".join(unified_diff(shown.splitlines(), wanted.splitlines(), "shown", "true", n=0))
        raise AssertionError(f"the {face} message is not true:\n{difference}")


def nothing_is_said_twice(world: World) -> None:
    """Each message of the exchange has a key of its own, that of a row which was sent; nothing else was said."""
    keyed = [message for message in _said(world) if not message.for_user]
    keys = [_key(message) for message in keyed]
    assert len(keys) == len(set(keys)), "something was said twice"
    with world.ctx.database.read() as conn:
        sent = conn.execute(select(outbox.c.id, outbox.c.state)).all()
        living = set(conn.execute(select(cards.c.id)).scalars())
    assert {row.state for row in sent} <= {*_SAID, SendState.DROPPED, SendState.CARRIED, SendState.HELD}
    assert set(keys) <= {row.id for row in sent} | living, "a message without a row stayed behind"
    for row in sent:
        if row.state in _SAID and row.id not in keys:
            assert _is_whisper(world, row.id)


def _is_whisper(world: World, row_id: str) -> bool:
    with world.ctx.database.read() as conn:
        return bool(conn.execute(select(outbox.c.kind).where(outbox.c.id == row_id)).scalar_one() == NoticeKind.REFUSED)


def nobody_is_disturbed(world: World) -> None:
    """Outside their working time people read only what answers something that they did that moment."""
    for message, row in _by_itself(world):
        reader = world.person(row.reader_id)
        at = datetime.fromtimestamp(float(message.ts), UTC)
        assert reader.working_time(world.collective.hours).is_working(at), f"{row.kind} comes at {at}"


def a_day_has_one_digest(world: World) -> None:
    """Whatever comes of it, nobody reads two on one day of their own calendar."""
    zone = {row.reader_id: world.person(row.reader_id).zone for _, row in _by_itself(world)}
    days = [
        (row.reader_id, datetime.fromtimestamp(float(message.ts), zone[row.reader_id]).date())
        for message, row in _by_itself(world)
        if row.kind == NoticeKind.DIGEST
    ]
    assert len(days) == len(set(days)), "somebody reads two digests on one day"


def _by_itself(world: World) -> Sequence[tuple[Message, Row[Any]]]:
    """The direct messages that the exchange sent by itself, each with its row as kind and reader."""
    by_key = messages_by_key(world)
    told = select(outbox.c.id, outbox.c.kind, outbox.c.to_id.label("reader_id"))
    asked = select(cards.c.id, cards.c.face.label("kind"), cards.c.member_id.label("reader_id"))
    with world.ctx.database.read() as conn:
        rows = [
            *conn.execute(told.where(outbox.c.to_id.is_not(None), outbox.c.way != Way.ANSWER.value)),
            *conn.execute(asked.where(cards.c.face == Face.INVITATION.value)),
        ]
    return [(by_key[row.id], row) for row in rows if row.id in by_key]


def what_a_digest_holds(world: World, key: str) -> None:
    """Each line of a digest that is about to be posted is true then, and there once.

    What is not goes on record in `world.untrue`: the sender would take it for a fault of a row.
    """
    with world.ctx.database.read() as conn:
        lines = outbox_rows.lines_of(conn, key)
        world.untrue += [line.kind for line in lines if words_of(world.ctx, conn, line) is None]
    said = Counter((line.kind, line.about_id, line.referral_id, line.thanks_id, line.subject_id) for line in lines)
    world.untrue += [f"{line[0]} twice" for line, times in said.items() if times > 1]


def digests_are_true(world: World) -> None:
    """None held a line that was settled when it was sent, or one line twice."""
    assert world.untrue == []


def the_kept_out_hear_nothing(world: World, state: ReferralState) -> None:
    """Who may know the client is neither asked nor told."""
    by_key = messages_by_key(world)
    kept_out = state.referral.kept_from
    assert kept_out.isdisjoint({invitation.member_id for invitation in state.invitations})
    assert kept_out.isdisjoint({claim.member_id for claim in state.claims})
    with world.ctx.database.read() as conn:
        about: list[Row[Any]] = [
            *conn.execute(select(cards.c.id).where(cards.c.referral_id == state.referral.id)),
            *conn.execute(select(outbox.c.id).where(outbox.c.referral_id == state.referral.id)),
        ]
    theirs = {world.workspace.direct("U0PRACTICE", world.person(member).user_id).id for member in kept_out}
    read_by_them = theirs | ({CHANNEL} if kept_out else set())
    for row in about:
        assert row.id not in by_key or by_key[row.id].channel not in read_by_them


def reactions_and_offers_agree(world: World, state: ReferralState) -> None:
    """An offer made by reaction stands on a reaction that is there, or was there when its message went."""
    with world.ctx.database.read() as conn:
        known = conn.execute(
            select(reactions).where(reactions.c.referral_id == state.referral.id, reactions.c.present)
        ).all()
    for row in known:
        message = world.workspace.conversation(row.channel_id).messages.get(row.ts)
        assert message is None or message.has_reaction(row.name, world.person(row.member_id).user_id)
    held = {row.member_id for row in known}
    for claim in state.line:
        assert claim.means is not Means.REACTION or claim.member_id in held


def nothing_is_left_to_send(world: World) -> None:
    with world.ctx.database.read() as conn:
        for table in (cards, outbox):
            states = set(conn.execute(select(table.c.state)).scalars())
            assert states <= {*_SAID, SendState.SHOWN, SendState.GONE, *_WAITS_FOR_THE_CALENDAR, SendState.DROPPED}


def what_is_asked_still_holds(world: World) -> None:
    """No button stands under a question that is settled."""
    with world.ctx.database.read() as conn:
        asked = select(outbox).where(outbox.c.state == SendState.SENT.value, outbox.c.kind.in_(sorted(ASKING)))
        for row in conn.execute(asked).all():
            if row.referral_id is None:
                continue
            scene = scene_of(conn, row.referral_id, world.ctx.clock.now())
            assert scene
            assert notices.render(Notice(NoticeKind(row.kind), row.to_id, row.about_id), scene), row.kind


def messages_by_key(world: World) -> Mapping[str, Message]:
    return {_key(message): message for message in _said(world) if not message.for_user}


def _said(world: World) -> list[Message]:
    conversations = world.workspace.conversations.values()
    return [message for each in conversations for message in each.messages.values() if message.from_app]


def _key(message: Message) -> str:
    key: str = (message.metadata or {})["event_payload"]["key"]
    return key
