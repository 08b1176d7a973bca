"""The transition table: what is in it works, for whom it says, and can be taken back; what is not in it is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.exchange import moves as m
from bot.exchange.decide import decide
from bot.exchange.nudges import NudgeKind
from bot.exchange.transitions import TRANSITIONS, Who
from bot.exchange.values import LOOKING, Answer, Outcome, ReferralState, Status
from tests.unit.exchange.play import (
    Story,
    choose,
    decline,
    draft,
    edit,
    matches,
    offer,
    post,
    release,
    remind,
    report,
    story,
)

S = Status
HANDED_OFF = (offer("ana"), choose("ana"))
WENT_ELSEWHERE = report("ana", Outcome.WENT_ELSEWHERE)
CLOSED = (*HANDED_OFF, report("ana", Outcome.BOOKED))
#: How a posted referral gets to each status.
ROADS: dict[Status, Sequence[m.Move]] = {
    S.OPEN: (),
    S.CLAIMED: (offer("ana"),),
    S.HANDED_OFF: HANDED_OFF,
    S.CLOSED: CLOSED,
    S.WITHDRAWN: (offer("ana"), m.Withdraw("sam")),
    S.EXPIRED: (remind(NudgeKind.EXPIRE),),
}
#: One of each move, by somebody who may make it where it is legal.
ANY = (
    post(),
    m.Confirm("ana"),
    m.SayGlad("ana"),
    m.StandBack("ana"),
    release("ana"),
    decline("cleo"),
    m.UndoDecline("cleo"),
    edit(states=("NJ",)),
    m.Extend("sam", matches()),
    m.Withdraw("sam"),
    m.UndoWithdraw("sam"),
    choose("ana"),
    m.UndoChoose("sam"),
    report("ana", Outcome.BOOKED),
    m.AskNext("sam"),
    m.Leave("ana"),
    remind(NudgeKind.UNANSWERED),
)
#: For every move, from every status in which it works: what comes before, the move, and the status after.
ROWS: Sequence[tuple[Status, Sequence[m.Move], m.Move, Status]] = (
    (S.OPEN, (), offer("ana"), S.CLAIMED),
    (S.CLAIMED, (offer("ana"),), offer("ben"), S.CLAIMED),
    (S.OPEN, (offer("ana", "licence"),), m.Confirm("ana"), S.CLAIMED),
    (S.CLAIMED, (offer("ana"), offer("ben", "licence")), m.Confirm("ben"), S.CLAIMED),
    (S.OPEN, (offer("ana"), m.StandBack("ana")), m.SayGlad("ana"), S.CLAIMED),
    (S.CLAIMED, (offer("ana"),), m.SayGlad("ana"), S.CLAIMED),
    (S.OPEN, (offer("ana", "licence"),), m.StandBack("ana"), S.OPEN),
    (S.CLAIMED, (offer("ana"),), m.StandBack("ana"), S.OPEN),
    (S.CLAIMED, (offer("ana"), offer("ben")), m.StandBack("ana"), S.CLAIMED),
    (S.OPEN, (offer("ana", "licence"),), release("ana"), S.OPEN),
    (S.CLAIMED, (offer("ana"),), release("ana"), S.OPEN),
    (S.CLAIMED, (offer("ana"), offer("ben")), release("ana"), S.CLAIMED),
    (S.OPEN, (), decline("ana"), S.OPEN),
    (S.CLAIMED, (offer("ana"),), decline("ben"), S.CLAIMED),
    (S.HANDED_OFF, HANDED_OFF, decline("ben"), S.HANDED_OFF),
    (S.OPEN, (decline("ana"),), m.UndoDecline("ana"), S.OPEN),
    (S.CLAIMED, (decline("ben"), offer("ana")), m.UndoDecline("ben"), S.CLAIMED),
    (S.HANDED_OFF, (decline("ben"), *HANDED_OFF), m.UndoDecline("ben"), S.HANDED_OFF),
    (S.OPEN, (), edit(states=("NJ",)), S.OPEN),
    (S.CLAIMED, (offer("ana"),), edit(states=("NJ",)), S.CLAIMED),
    (S.OPEN, (), m.Extend("sam", matches()), S.OPEN),
    (S.OPEN, (), m.Withdraw("sam"), S.WITHDRAWN),
    (S.CLAIMED, (offer("ana"),), m.Withdraw("sam"), S.WITHDRAWN),
    (S.WITHDRAWN, (m.Withdraw("sam"),), m.UndoWithdraw("sam"), S.OPEN),
    (S.WITHDRAWN, (offer("ana"), m.Withdraw("sam")), m.UndoWithdraw("sam"), S.CLAIMED),
    (S.OPEN, (offer("ana", "licence"),), choose("ana"), S.HANDED_OFF),
    (S.CLAIMED, (offer("ana"), offer("ben")), choose("ben"), S.HANDED_OFF),
    (S.HANDED_OFF, HANDED_OFF, m.UndoChoose("sam"), S.CLAIMED),
    (S.HANDED_OFF, (offer("ana", "licence"), choose("ana")), m.UndoChoose("sam"), S.OPEN),
    (S.HANDED_OFF, HANDED_OFF, report("ana", Outcome.BOOKED), S.CLOSED),
    (S.HANDED_OFF, HANDED_OFF, report("sam", Outcome.WAITING), S.HANDED_OFF),
    (S.HANDED_OFF, HANDED_OFF, report("ana", Outcome.NOT_A_FIT), S.OPEN),
    (S.HANDED_OFF, (offer("ana"), offer("ben"), choose("ana")), report("ana", Outcome.NO_ROOM), S.CLAIMED),
    (S.CLOSED, CLOSED, report("sam", Outcome.NOT_A_FIT), S.CLOSED),
    (S.HANDED_OFF, HANDED_OFF, m.AskNext("sam"), S.OPEN),
    (S.CLOSED, (offer("ana"), offer("ben"), choose("ana"), WENT_ELSEWHERE), m.AskNext("sam"), S.CLAIMED),
    (S.OPEN, (), m.Leave("ana"), S.OPEN),
    (S.OPEN, (), m.Leave("sam"), S.WITHDRAWN),
    (S.CLAIMED, (offer("ana"),), m.Leave("ana"), S.OPEN),
    (S.HANDED_OFF, HANDED_OFF, m.Leave("ana"), S.HANDED_OFF),
    (S.HANDED_OFF, HANDED_OFF, m.Leave("sam"), S.CLOSED),
    (S.OPEN, (), remind(NudgeKind.INVITE_NEXT), S.OPEN),
    (S.OPEN, (), remind(NudgeKind.EXPIRE), S.EXPIRED),
    (S.CLAIMED, (offer("ana"),), remind(NudgeKind.LAPSE), S.EXPIRED),
    (S.HANDED_OFF, HANDED_OFF, remind(NudgeKind.OUTCOME), S.HANDED_OFF),
    (S.HANDED_OFF, HANDED_OFF, remind(NudgeKind.CLOSE), S.CLOSED),
)
#: What was, the move, and the move that takes it back.
UNDONE: Sequence[tuple[Sequence[m.Move], m.Move, m.Move]] = (
    ((), offer("ana"), release("ana")),
    ((offer("ana"), m.SayGlad("ana")), m.StandBack("ana"), m.SayGlad("ana")),
    ((offer("ana"),), release("ana"), offer("ana", again=" again")),
    ((), decline("ana", Answer.FULL), m.UndoDecline("ana")),
    ((offer("ana"), offer("ben"), m.StandBack("ben")), m.Withdraw("sam"), m.UndoWithdraw("sam")),
    ((offer("ana"), offer("ben"), offer("cleo", "licence")), choose("ben"), m.UndoChoose("sam")),
)


def called(value: object) -> str:
    return type(value).__name__ if isinstance(value, m.Move) else str(value)


@pytest.mark.parametrize(("start", "before", "move", "end"), ROWS, ids=called)
def test_every_row_of_the_table_works(start: Status, before: Sequence[m.Move], move: m.Move, end: Status) -> None:
    """From where the row says, by whom it says, to where it says, and one revision on."""
    told = story(*before)
    assert told.status is start
    revision = told.state.referral.revision
    assert told.do(move).status is end
    assert told.state.referral.revision == revision + 1
    assert end in TRANSITIONS[type(move)].end


def test_no_row_is_left_out() -> None:
    """The examples are the whole table: each move from each of its statuses, but for a post, which comes first."""
    shown = {(type(move), start) for start, _, move, _ in ROWS}
    table = {(kind, start) for kind, row in TRANSITIONS.items() for start in row.start}
    table -= {(m.Offer, start) for start in set(Status) - LOOKING}  # refused with a better reason than the table's
    assert shown == table - {(m.Post, S.OPEN)}


def test_a_referral_is_posted_once() -> None:
    """The same form twice is one referral."""
    told = Story(ReferralState(draft())).do(post())
    assert (told.status, told.state.referral.revision) == (S.OPEN, 1)
    assert told.refuses(post()) is m.Why.NOT_NOW


@pytest.mark.parametrize(
    ("status", "move"),
    [(status, move) for status in ROADS for move in ANY if status not in TRANSITIONS[type(move)].start],
    ids=called,
)
def test_what_the_table_does_not_have_is_refused(status: Status, move: m.Move) -> None:
    """Out of its status a move is refused: because it is over, or chosen already, or not what stands now."""
    told = story(*ROADS[status])
    reasons = {S.OPEN: m.Why.NOT_NOW, S.CLAIMED: m.Why.NOT_NOW, S.HANDED_OFF: m.Why.CHOSEN_ALREADY}
    assert told.refuses(move) is reasons.get(status, m.Why.OVER)


@pytest.mark.parametrize(("start", "before", "move", "end"), ROWS, ids=called)
def test_nobody_else_may_make_the_move(start: Status, before: Sequence[m.Move], move: m.Move, end: Status) -> None:
    """What is the referrer's, the colleague's or the clock's own is theirs alone."""
    who = TRANSITIONS[type(move)].who
    told = story(*before)
    others = {"sam", "ana", "ben", "cleo", "gus", m.CLOCK}
    allowed: set[str] = {
        Who.REFERRER: {"sam"},
        Who.CLAIMANT: set(told.line),
        Who.INVITED: set(told.asked),
        Who.SIDE: {"sam", told.state.chosen.member_id if told.state.chosen else ""},
        Who.CLOCK: {m.CLOCK},
        Who.ANYONE: others,
        Who.THEMSELVES: others,
    }[who]
    expected = m.Why.NO_OFFER if who is Who.CLAIMANT else m.Why.NOT_YOURS
    for other in others - allowed:
        assert told.refuses(replace(move, by=other)) is expected


@pytest.mark.parametrize(("before", "move", "undo"), UNDONE, ids=called)
def test_an_undo_takes_it_back(before: Sequence[m.Move], move: m.Move, undo: m.Move) -> None:
    """Afterwards the same people stand in the same places, the same people are asked, and the status is what it was."""
    told = story(*before)
    was = (told.status, told.line, told.holder, [i.answer for i in told.state.invitations if i.member_id == "ana"])
    assert type(undo) is TRANSITIONS[type(move)].undo
    told.do(move, undo)
    if isinstance(move, m.Offer):  # whoever offered and took it back was asked, and has answered
        assert (told.status, told.line) == was[:2]
    else:
        is_now = [i.answer for i in told.state.invitations if i.member_id == "ana"]
        assert (told.status, told.line, told.holder, is_now) == was


def test_every_undo_of_the_table_is_shown() -> None:
    """Each move that the table says can be taken back is among the examples; a post is withdrawn."""
    undone = {type(move) for _, move, _ in UNDONE}
    assert undone == {kind for kind, row in TRANSITIONS.items() if row.undo} - {m.Post}


@pytest.mark.parametrize("status", ROADS)
def test_a_nudge_that_waited_in_another_status_does_nothing(status: Status) -> None:
    """However late it wakes, a reminder never speaks of, nor ends, what has moved on since."""
    told = story(*ROADS[status])
    its_own = {nudge.kind for nudge in told.pending}
    for kind in set(NudgeKind) - its_own:
        told.refuses(remind(kind))


def test_a_member_no_more_cannot_move_a_referral_that_they_posted() -> None:
    """Who has left cannot put colleagues in line for a client whom nobody speaks for."""
    told = story(offer("ana"), m.Leave("sam"))
    told.practice = replace(told.practice, gone=frozenset({"sam"}))
    assert told.refuses(m.UndoWithdraw("sam")) is m.Why.NOT_A_MEMBER
    assert decide(told.state, m.UndoWithdraw("sam"), told.now, story().practice).state.status is S.CLAIMED
