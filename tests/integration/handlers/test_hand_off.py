"""Promises from the choice to the thanks: each step by its button, by whom it belongs to, and once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
import structlog

from bot.exchange.moves import Why
from bot.exchange.notices import Notice, NoticeKind
from bot.exchange.values import Outcome, Status
from bot.views import lists, notices, refusals, thanks
from bot.views.actions import Action, Form, pair
from tests.integration.delivery.fake_slack import Fail
from tests.integration.handlers import payloads
from tests.integration.handlers.conftest import GUEST

if TYPE_CHECKING:
    from bot.exchange.values import Member
    from tests.integration.handlers.conftest import House, Json

CANARY = "Quillfeather"


def _handed_off(house: House) -> str:
    """Sam's client chose Ana; Ben was the backup."""
    referral_id = house.post(post_anyway=True)
    claim_id = house.offered(referral_id, house.ana)
    house.offered(referral_id, house.ben)
    house.press(house.sam, Action.CHOOSE, pair(referral_id, claim_id))
    return referral_id


def _booked(house: House) -> str:
    referral_id = _handed_off(house)
    house.press(house.ana, Action.REPORT, referral_id)
    assert house.submit(house.ana, house.form(), outcome=Outcome.BOOKED.value).said == {}
    return referral_id


def _rejoin(house: House, member: Member, *, guest: bool) -> None:
    user = house.slack.users[member.user_id] | {"is_restricted": guest}
    house.tell({"type": "user_change", "user": user, "cache_ts": 1, "event_ts": "1.1"})


def _set_off(view: Json) -> list[Json]:
    """What is marked in the words of a form."""
    parts = [part for block in view["blocks"] if block["type"] == "rich_text" for part in block["elements"]]
    return [bit for part in parts for bit in part["elements"] if bit.get("style")]


def test_the_referrer_says_whom_the_client_chose(house: House) -> None:
    """The chosen colleague is told, the others are thanked, and a second press says what stands."""
    referral_id = _handed_off(house)
    state = house.state(referral_id)

    assert state.status is Status.HANDED_OFF
    assert state.chosen is not None
    assert state.chosen.member_id == house.ana.id
    assert [letter.to_id for letter in house.letters(NoticeKind.LET_GO)] == [house.ben.id]
    house.press(house.sam, Action.CHOOSE, pair(referral_id, state.chosen.id))
    assert house.answers() == [refusals.sentence(Why.CHOSEN_ALREADY)]


def test_nobody_chooses_for_somebody_elses_client(house: House) -> None:
    """Not even who offers."""
    referral_id = house.posted()
    claim_id = house.offered(referral_id, house.ana)
    for somebody in (house.ana, house.ben, GUEST):
        house.press(somebody, Action.CHOOSE, pair(referral_id, claim_id))

    assert house.answers() == [refusals.sentence(Why.NOT_YOURS)] * 3
    assert house.state(referral_id).chosen is None


def test_an_offer_that_was_released_cannot_be_chosen(house: House) -> None:
    """The button is stale; the referrer hears so."""
    referral_id = house.posted()
    claim_id = house.offered(referral_id, house.ana)
    house.press(house.ana, Action.RELEASE, referral_id)
    house.press(house.sam, Action.CHOOSE, pair(referral_id, claim_id))

    assert house.answers() == [refusals.sentence(Why.NO_OFFER)]


def test_a_slip_is_undone(house: House) -> None:
    """Everybody stands as they stood; undone once more there is nothing to undo."""
    referral_id = _handed_off(house)
    house.press(house.sam, Action.UNDO_CHOOSE, referral_id)
    assert house.line(referral_id) == [house.ana.id, house.ben.id]

    house.press(house.sam, Action.UNDO_CHOOSE, referral_id)
    assert house.answers() == [refusals.sentence(Why.NOT_NOW)]


def test_how_it_went_is_asked_in_a_form_that_opens_at_once(house: House) -> None:
    """One call to Slack; what is picked closes the referral."""
    referral_id = _booked(house)

    assert house.asked() == ["views.open"]
    assert house.state(referral_id).status is Status.CLOSED


def test_how_it_went_can_be_picked_in_the_reminder(house: House) -> None:
    """A select does the same; the same pick delivered twice is one report."""
    referral_id = _handed_off(house)
    value = pair(referral_id, Outcome.WAITING.value)
    told = payloads.pick(house.ana.user_id, Action.REPORT_AS, value, response_url=house.response_url)

    assert house.hand(told) == house.hand(told)
    assert [report.outcome for report in house.state(referral_id).reports] == [Outcome.WAITING]
    assert house.answers() == [lists.noted()] * 2


@pytest.mark.parametrize("lost", [Fail(status=0), Fail(status=500)], ids=["dropped", "refused"])
def test_a_lost_answer_leaves_what_was_done_done(house: House, lost: Fail) -> None:
    """The thanks did not arrive; the report did, and nobody reads that it may not have. The log has the class alone."""
    referral_id = _handed_off(house)
    house.slack.fail("respond", lost)
    value = pair(referral_id, Outcome.WAITING.value)
    with structlog.testing.capture_logs() as logged:
        reply = house.hand(payloads.pick(house.ana.user_id, Action.REPORT_AS, value, response_url=house.response_url))

    assert reply.status == 200
    assert [report.outcome for report in house.state(referral_id).reports] == [Outcome.WAITING]
    assert house.answers() == [lists.noted()]
    assert [line["event"] for line in logged] == ["private answer lost"]


def test_an_answer_that_slack_does_not_take_is_not_waited_for(house: House) -> None:
    """Slack hears within its three seconds that the press was dealt with."""
    referral_id = house.post()
    over = threading.Event()
    house.slack.during["respond"] = over.wait
    with structlog.testing.capture_logs() as logged:
        reply = house.press(house.sam, Action.EXTEND, referral_id)
    over.set()

    assert reply.status == 200
    assert [line["event"] for line in logged] == ["private answer lost"]


@pytest.mark.parametrize("outcome", [Outcome.NOT_A_FIT, Outcome.NO_ROOM])
def test_who_was_no_fit_is_offered_a_word_on_whom_they_help(house: House, outcome: Outcome) -> None:
    """In the answer to the pick in a message and to the form; its button works in both."""
    first, second = _handed_off(house), _handed_off(house)
    value = pair(first, outcome.value)
    house.hand(payloads.pick(house.ana.user_id, Action.REPORT_AS, value, response_url=house.response_url))
    [answer] = [asked for method, asked in house.slack.calls if method == "respond"]
    assert Action.TELL_NICHE in str(answer["blocks"])

    house.press(house.ana, Action.REPORT, second)
    shown = house.submit(house.ana, house.form(), outcome=outcome.value).view
    assert Action.TELL_NICHE in str(shown)
    assert house.press_in_form(house.ana, Action.TELL_NICHE, second, payloads.filled(shown)).status == 200
    assert thanks.niche_passed_on(house.sam) in str(house.form())
    assert len(house.letters(NoticeKind.TELL_NICHE)) == 1


def test_the_referrers_own_no_fit_is_simply_noted(house: House) -> None:
    """They have no niche to tell themselves."""
    referral_id = _handed_off(house)
    house.press(house.sam, Action.REPORT, referral_id)

    assert house.submit(house.sam, house.form(), outcome=Outcome.NOT_A_FIT.value).said == {}


def test_only_the_two_sides_say_how_it_went(house: House) -> None:
    """A colleague's report goes nowhere, and the form says so."""
    referral_id = _handed_off(house)
    house.press(house.ben, Action.REPORT, referral_id)
    reply = house.submit(house.ben, house.form(), outcome=Outcome.BOOKED.value)

    assert refusals.sentence(Why.NOT_YOURS) in reply.errors.values()
    assert house.state(referral_id).reports == ()


def test_no_fit_calls_the_next_and_lets_one_tell_whom_one_helps(house: House) -> None:
    """Ben holds it now; Ana's word on her niche reaches Sam once, however often she presses."""
    referral_id = _handed_off(house)
    house.press(house.ana, Action.REPORT, referral_id)
    house.submit(house.ana, house.form(), outcome=Outcome.NOT_A_FIT.value)
    assert house.line(referral_id) == [house.ben.id]

    for _ in range(2):
        assert house.press(house.ana, Action.TELL_NICHE, referral_id).status == 200
    assert [(letter.to_id, letter.about_id) for letter in house.letters(NoticeKind.TELL_NICHE)] == [
        (house.sam.id, house.ana.id)
    ]
    assert house.answers() == [thanks.niche_passed_on(house.sam)] * 2


def test_who_never_offered_has_no_niche_to_tell_about_it(house: House) -> None:
    """The button belongs to whoever offered."""
    referral_id = _handed_off(house)
    house.press(house.cleo, Action.TELL_NICHE, referral_id)

    assert house.letters(NoticeKind.TELL_NICHE) == []
    assert house.answers() == [refusals.sentence(Why.NOT_YOURS)]


def test_the_referrer_turns_to_the_next(house: House) -> None:
    """And nobody else does."""
    referral_id = _handed_off(house)
    house.press(house.ben, Action.ASK_NEXT, referral_id)
    assert house.answers() == [refusals.sentence(Why.NOT_YOURS)]

    house.press(house.sam, Action.ASK_NEXT, referral_id)
    assert house.line(referral_id) == [house.ben.id]


def test_a_thank_you_reaches_the_referrer_once(house: House) -> None:
    """The form opens at once with a draft; sent twice it thanks once."""
    referral_id = _booked(house)
    house.press(house.ana, Action.THANK, referral_id)
    assert house.asked()[-1] == "views.open"
    assert house.form()["callback_id"] == Form.THANKS
    sent = payloads.submission(house.ana.user_id, payloads.filled(house.form()))

    assert house.hand(sent) == house.hand(sent)
    assert house.submit(house.ana, house.form()).said == {}
    assert [letter.to_id for letter in house.letters(NoticeKind.THANKS)] == [house.sam.id]


def test_a_thank_you_is_offered_until_it_is_written(house: House) -> None:
    """The message with its button waits in the outbox; it is left unsaid where the thanks were quicker."""
    referral_id = _booked(house)
    assert [letter.to_id for letter in house.letters(NoticeKind.THANKS_PROMPT)] == [house.ana.id]
    prompt = Notice(NoticeKind.THANKS_PROMPT, house.ana.id)
    message = notices.render(prompt, house.scene(referral_id))
    assert message is not None
    assert Action.THANK in str(message.payload())

    house.press(house.ana, Action.THANK, referral_id)
    house.submit(house.ana, house.form())
    assert notices.render(prompt, house.scene(referral_id)) is None


def test_a_thank_you_may_name_the_two_colleagues(house: House) -> None:
    """Their own names are no client's; any other name stays out, and nothing of it is kept."""
    referral_id = _booked(house)
    house.press(house.ana, Action.THANK, referral_id)
    form = house.form()
    before = house.rows()
    shown = house.submit(house.ana, form, words="Thank you, Sam! Maria Lopez says hello. Ana").view
    found = [bit["text"] for bit in _set_off(shown)]
    assert found == ["Maria Lopez"]
    assert house.rows() == before

    assert house.submit(house.ana, form, words="Thank you, Sam! You read people well. Ana").said == {}
    assert len(house.letters(NoticeKind.THANKS)) == 1


def test_who_is_no_member_thanks_nobody(house: House) -> None:
    """Neither a stranger nor somebody who is a guest by now opens the form or sends one."""
    referral_id = _booked(house)
    house.press(house.ana, Action.THANK, referral_id)
    form = house.form()
    _rejoin(house, house.ana, guest=True)
    opened = len(house.asked())
    house.press(house.ana, Action.THANK, referral_id)
    house.press(GUEST, Action.THANK, referral_id)

    assert house.answers() == [refusals.sentence(Why.NOT_A_MEMBER)] * 2
    assert house.asked()[opened:] == []
    assert refusals.sentence(Why.NOT_A_MEMBER) in house.submit(house.ana, form).errors.values()
    assert house.letters(NoticeKind.THANKS) == []


def test_the_words_of_a_thank_you_are_taken_over_with_one_press(house: House) -> None:
    """Without those that were found, which travel nowhere; then it is sent."""
    referral_id = _booked(house)
    house.press(house.ana, Action.THANK, referral_id)
    shown = house.submit(house.ana, house.form(), words="Thank you, Sam. My client Maria Lopez is well").view
    asked = len(house.slack.calls)
    house.press_in_form(house.ana, Action.USE_THANKS, "words", payloads.filled(shown))

    assert "Lopez" not in str(house.slack.calls[asked:])
    assert house.submit(house.ana, house.form()).said == {}
    assert len(house.letters(NoticeKind.THANKS)) == 1
