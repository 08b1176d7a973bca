"""One tap where the bot asked about somebody's own practice: kept, answered privately, and it opens what it should."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from bot.clock import MovableClock
from bot.exchange.clarity import Asked
from bot.exchange.moves import Why
from bot.exchange.notices import NoticeKind
from bot.exchange.nudges import NudgeKind
from bot.matching import OpeningKind
from bot.services import clarity as service
from bot.services import nudging
from bot.views import clarity, niche_habits, refusals
from bot.views.actions import Action, pair
from storage import clarity as rounds
from storage import nudges
from tests.factories import make_members
from tests.integration.handlers import payloads
from tests.integration.handlers.conftest import GUEST

if TYPE_CHECKING:
    from bot.exchange.clarity import Round
    from tests.integration.handlers.conftest import House

TAPS = (
    Action.STILL_RIGHT,
    Action.OPEN_NICHE,
    Action.ROOM_NOW,
    Action.STILL_FULL,
    Action.WANT_CLARITY,
    Action.WANT_NO_CLARITY,
    Action.HELP_CLARITY,
    Action.HELP_NO_CLARITY,
)


def _shown(house: House) -> str:
    """The last private answer, whole."""
    return str([asked for method, asked in house.slack.calls if method == "respond"][-1])


def _asked_ben(house: House) -> Round:
    """Ana wants to know how clear her niche is, and Ben is asked."""
    service.want(house.exchange.ctx, house.collective, house.ana, uuid4().hex)
    service.help_others(house.exchange.ctx, house.collective, house.ben, uuid4().hex)
    while nudging.look(house.exchange.ctx):
        pass
    return _round(house)


def _look_tomorrow(house: House) -> None:
    clock = house.exchange.ctx.clock
    assert isinstance(clock, MovableClock)
    clock.move(timedelta(days=1))
    while nudging.look(house.exchange.ctx):
        pass


def _round(house: House) -> Round:
    with house.exchange.ctx.database.read() as conn:
        [about] = rounds.of_member(conn, house.ana.id)
    return about


def test_still_right_is_one_tap_and_begins_the_quarter_anew(house: House) -> None:
    """What follows is offered once: to know how clear it is, and to help others to know."""
    with house.exchange.ctx.database.write() as conn:
        make_members(conn, house.collective, "Dev", "Ella")
    assert house.press(house.ana, Action.STILL_RIGHT, "niche").status == 200
    with house.exchange.ctx.database.read() as conn:
        since = nudges.waiting_since(conn, NudgeKind.NICHE_STILL_RIGHT, house.ana.id)
    assert since == house.exchange.ctx.clock.now()
    assert house.answers() == [niche_habits.thank_for_niche()]
    assert Action.WANT_CLARITY in _shown(house)
    assert Action.HELP_CLARITY in _shown(house)

    house.press(house.ana, Action.STILL_RIGHT, "niche")
    assert Action.HELP_CLARITY not in _shown(house)


def test_change_opens_the_niche_form_as_it_stands(house: House) -> None:
    """One call to Slack, as by the command."""
    house.press(house.ana, Action.OPEN_NICHE, "niche")
    assert house.asked() == ["views.open"]
    assert house.ana.niche.statement in str(house.form())


@pytest.mark.parametrize(
    ("action", "kind"), [(Action.ROOM_NOW, OpeningKind.SOME), (Action.STILL_FULL, OpeningKind.NONE)]
)
def test_openings_are_one_tap(house: House, action: Action, kind: OpeningKind) -> None:
    """It holds from today, runs out in time, and the answer says what stands there."""
    house.press(house.ana, action, "niche")
    opening = house.member(house.ana).niche.opening
    assert (opening.kind, opening.confirmed_at) == (kind, house.exchange.ctx.clock.now())
    assert opening.until is not None
    assert house.answers() == [niche_habits.openings_now(opening).text]


def test_the_digest_that_asked_is_drawn_anew_after_the_tap(house: House) -> None:
    """Its row is marked, and delivery lets the line say what was answered."""
    about = _asked_ben(house)
    _look_tomorrow(house)
    with house.exchange.ctx.database.write() as conn:
        conn.exec_driver_sql("UPDATE outbox SET state = 'sent' WHERE kind = 'digest'")
    [digest] = house.letters(NoticeKind.DIGEST)
    assert (digest.to_id, digest.state) == (house.ben.id, "sent")
    value = pair(about.id, "1")
    house.hand(payloads.pick(house.ben.user_id, Action.PICK_CLARITY, value, response_url=house.response_url))
    [digest] = house.letters(NoticeKind.DIGEST)
    assert digest.state == "recheck"


def test_a_colleague_picks_and_reads_whom_she_helps_best(house: House) -> None:
    """Whether they were right is for her alone, once five have answered."""
    about = _asked_ben(house)
    value = pair(about.id, str(about.invented.right))
    for _ in range(2):
        house.hand(payloads.pick(house.ben.user_id, Action.PICK_CLARITY, value, response_url=house.response_url))
    assert _round(house).asked == [Asked(house.ben.id, about.invented.right, house.exchange.ctx.clock.now())]
    assert house.answers() == [clarity.answered(house.ana).text] * 2
    assert house.letters(NoticeKind.CLARITY_RESULT) == []


def test_a_pick_that_nobody_waits_for_hears_so(house: House) -> None:
    """She does not want to know any more; or the round never was."""
    about = _asked_ben(house)
    house.press(house.ana, Action.WANT_NO_CLARITY, "clarity")
    for round_id in (about.id, "no-such-round"):
        value = pair(round_id, "0")
        house.hand(payloads.pick(house.ben.user_id, Action.PICK_CLARITY, value, response_url=house.response_url))
    assert house.answers()[1:] == [clarity.too_late()] * 2


def test_wishes_are_kept_and_taken_back_with_a_tap_each(house: House) -> None:
    """Each is answered in a line."""
    taps = {
        Action.WANT_CLARITY: (("wants_clarity", True), clarity.begun()),
        Action.HELP_CLARITY: (("helps_clarity", True), clarity.helping()),
        Action.WANT_NO_CLARITY: (("wants_clarity", False), clarity.deleted().text),
        Action.HELP_NO_CLARITY: (("helps_clarity", False), clarity.helping_no_more()),
    }
    for action, ((name, value), answer) in taps.items():
        house.press(house.ana, action, "clarity")
        assert getattr(house.member(house.ana).reminders, name) is value
        assert house.answers()[-1] == answer


@pytest.mark.parametrize("action", TAPS)
def test_who_is_no_member_changes_nothing(house: House, action: Action) -> None:
    """A guest who kept an old message reads why."""
    house.command(GUEST, "/niche")
    house.press(GUEST, Action.STILL_RIGHT, "niche")
    before = {table: rows for table, rows in house.rows().items() if table != "deliveries"}
    house.press(GUEST, action, "niche")
    assert house.answers()[-1] == refusals.sentence(Why.NOT_A_MEMBER)
    assert {table: rows for table, rows in house.rows().items() if table != "deliveries"} == before
