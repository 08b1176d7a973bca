"""Promises of offering: by hand or by button, once, in the right order, and with a kind word to who cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.exchange.moves import Why
from bot.exchange.notices import NoticeKind
from bot.exchange.values import Answer, Means, Standing, Status, Willing
from bot.matching import Licence, OpeningKind
from bot.views import refusals
from bot.views.actions import Action
from storage import members, reactions
from storage.models import cards as cards_table
from tests.factories import IDENTITY, make_niche
from tests.integration.delivery.fake_slack import Fail
from tests.integration.handlers import payloads
from tests.integration.handlers.conftest import BOT, CARD_TS, EXTERNAL, GUEST, NEWCOMER

if TYPE_CHECKING:
    from tests.integration.handlers.conftest import House


def _raise_hand(house: House, user_id: str, **more: Any) -> int:
    return house.tell(payloads.reaction(user_id, CARD_TS, **more)).status


def _lower_hand(house: House, user_id: str, **more: Any) -> int:
    return house.tell(payloads.reaction(user_id, CARD_TS, added=False, **more)).status


@pytest.mark.parametrize(
    "name",
    ["raised_hand", "hand", "raised_hand::skin-tone-3", "hand::skin-tone-6", "raising_hand", "woman-raising-hand"],
)
def test_a_raised_hand_offers_in_every_shape_and_tone(house: House, name: str) -> None:
    """Whoever is known is not asked about again: Slack hears nothing."""
    referral_id = house.posted()

    assert _raise_hand(house, house.ana.user_id, name=name) == 200
    assert house.line(referral_id) == [house.ana.id]
    assert house.asked() == []


@pytest.mark.parametrize("name", ["raised_hands", "wave", "raised_hand_with_fingers_splayed", "+1"])
def test_other_signs_are_no_offer(house: House, name: str) -> None:
    """Applause is no offer, though its name begins alike."""
    referral_id = house.posted()

    assert _raise_hand(house, house.ana.user_id, name=name) == 200
    assert house.line(referral_id) == []


def test_a_hand_on_something_else_is_none_of_our_business(house: House) -> None:
    """Another message, another channel, a file: acknowledged, and nothing is kept or asked."""
    house.posted()
    before = house.rows()
    house.tell(payloads.reaction(house.ana.user_id, "1.1"))
    house.tell(payloads.reaction(NEWCOMER, CARD_TS, channel="C0OTHER"))
    on_file = payloads.reaction(house.ana.user_id, CARD_TS) | {"item": {"type": "file", "file": "F0"}}

    assert house.tell(on_file).status == 200
    assert house.rows() == before
    assert house.asked() == []


@pytest.mark.parametrize("user_id", [GUEST, BOT, EXTERNAL])
def test_who_is_no_member_hears_why_in_a_private_line(house: House, user_id: str) -> None:
    """They are looked up once, nothing is offered, and the line is for their eyes, where they reacted."""
    referral_id = house.posted()

    assert _raise_hand(house, user_id) == 200
    assert house.line(referral_id) == []
    [letter] = house.letters("refused")
    assert (letter.about_id, letter.channel_id) == (Why.NOT_A_MEMBER.value, "C0REFERRALS")


def test_the_referrer_cannot_offer_for_their_own(house: House) -> None:
    """They hear so privately."""
    referral_id = house.posted()
    _raise_hand(house, house.sam.user_id)

    assert house.line(referral_id) == []
    assert [letter.about_id for letter in house.letters("refused")] == [Why.OWN_REFERRAL.value]


def test_the_bots_own_reaction_is_ignored(house: House) -> None:
    """It neither offers nor talks to itself."""
    house.posted()
    before = house.rows()

    assert _raise_hand(house, IDENTITY.bot_user_id) == 200
    assert house.rows() == before


def test_an_event_that_comes_twice_acts_once(house: House) -> None:
    """Acknowledged both times; after a release in between it does not offer again."""
    referral_id = house.posted()
    told = payloads.event(payloads.reaction(house.ana.user_id, CARD_TS))
    assert house.hand(told).status == 200
    house.press(house.ana, Action.RELEASE, referral_id)

    assert house.hand(told).status == 200
    assert house.line(referral_id) == []
    assert len(house.state(referral_id).claims) == 1


def test_what_one_did_last_counts_whatever_comes_last(house: House) -> None:
    """Raised at 1, taken down at 2, told in the other order: there is no offer."""
    referral_id = house.posted()
    _lower_hand(house, house.ana.user_id, at="1772557202.000000")
    _raise_hand(house, house.ana.user_id, at="1772557201.000000")

    assert house.line(referral_id) == []


def test_the_last_hand_taken_down_releases_an_offer_made_by_hand(house: House) -> None:
    """With another tone still up it stands; the next in line is then called."""
    referral_id = house.posted()
    _raise_hand(house, house.ana.user_id, at="1772557201.0")
    _raise_hand(house, house.ana.user_id, name="hand::skin-tone-2", at="1772557202.0")
    house.offered(referral_id, house.ben)
    _lower_hand(house, house.ana.user_id, at="1772557203.0")
    assert house.line(referral_id) == [house.ana.id, house.ben.id]

    _lower_hand(house, house.ana.user_id, name="hand::skin-tone-2", at="1772557204.0")
    assert house.line(referral_id) == [house.ben.id]
    assert [letter.to_id for letter in house.letters(NoticeKind.FIRST_IN_LINE)] == [house.ben.id]


def test_a_hand_taken_down_leaves_an_offer_made_by_button(house: House) -> None:
    """Only what was said by hand is taken back by hand."""
    referral_id = house.posted()
    house.press(house.ana, Action.OFFER, referral_id)
    _raise_hand(house, house.ana.user_id, at="1772557201.0")
    _lower_hand(house, house.ana.user_id, at="1772557202.0")

    assert house.line(referral_id) == [house.ana.id]
    assert house.letters("refused") == []


def test_an_event_that_slack_could_not_explain_comes_again(house: House) -> None:
    """Who it was could not be found out: 500, and the next delivery makes the offer."""
    referral_id = house.posted()
    told = payloads.event(payloads.reaction(NEWCOMER, CARD_TS))
    house.slack.fail("users.info", Fail("internal_error"))

    assert house.hand(told).status == 500
    assert house.hand(told).status == 200
    assert len(house.line(referral_id)) == 1


def test_an_event_whose_transaction_failed_is_not_acknowledged(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it is kept, its id neither, so that the next delivery does all of it."""
    referral_id = house.posted()
    told = payloads.event(payloads.reaction(house.ana.user_id, CARD_TS))
    before = house.rows()
    with monkeypatch.context() as patch:
        patch.setattr(reactions, "set_present", lambda *_, **__: 1 / 0)
        assert house.hand(told).status == 500
    assert house.rows() == before

    assert house.hand(told).status == 200
    assert house.line(referral_id) == [house.ana.id]


def test_by_button_one_offers_confirms_answers_and_releases(house: House) -> None:
    """The first is the holder, the second a backup; a release calls the next."""
    referral_id = house.posted()
    house.press(house.ana, Action.OFFER, referral_id)
    house.press(house.ben, Action.OFFER, referral_id)
    house.press(house.ben, Action.GLAD, referral_id)
    assert house.line(referral_id) == [house.ana.id, house.ben.id]
    ben = house.state(referral_id).offer_of(house.ben.id)
    assert ben is not None
    assert (ben.means, ben.willing) == (Means.BUTTON, Willing.GLAD)

    house.press(house.ana, Action.AS_BACKUP, referral_id)
    assert house.line(referral_id) == [house.ben.id, house.ana.id]
    house.press(house.ben, Action.RELEASE, referral_id)
    assert [claim.standing for claim in house.state(referral_id).line] == [Standing.HOLDER]
    assert house.answers() == []


def test_an_offer_that_conflicts_waits_in_line_until_it_is_confirmed(house: House) -> None:
    """Cleo lists a licence for another state: she is a backup, and holds it once she says that she can."""
    referral_id = house.posted()
    with house.exchange.ctx.database.write() as conn:
        members.save_niche(conn, house.cleo.id, make_niche(licences=(Licence("CA"),)), "")
    house.press(house.cleo, Action.OFFER, referral_id)
    assert house.state(referral_id).holder is None

    house.press(house.cleo, Action.CONFIRM, referral_id)
    holder = house.state(referral_id).holder
    assert holder is not None
    assert holder.member_id == house.cleo.id


def test_a_press_that_comes_twice_is_answered_alike(house: House) -> None:
    """The same delivery changes nothing more; a second press of one's own says that one has offered."""
    referral_id = house.posted()
    pressed = payloads.press(house.ana.user_id, Action.OFFER, referral_id, response_url=house.response_url)

    assert house.hand(pressed) == house.hand(pressed)
    assert len(house.line(referral_id)) == 1
    assert house.answers() == []
    house.press(house.ana, Action.OFFER, referral_id)
    assert house.answers() == [refusals.sentence(Why.ALREADY_OFFERED)]


@pytest.mark.parametrize(
    ("action", "why"),
    [
        (Action.OFFER, Why.OVER),
        (Action.CONFIRM, Why.OVER),
        (Action.GLAD, Why.OVER),
        (Action.AS_BACKUP, Why.OVER),
        (Action.RELEASE, Why.OVER),
        (Action.NOT_A_FIT, Why.OVER),
        (Action.FULL, Why.OVER),
        (Action.MAY_KNOW, Why.OVER),
        (Action.UNDO_DECLINE, Why.OVER),
        (Action.UNDO_FULL, Why.OVER),
    ],
)
def test_a_stale_button_says_why_privately(house: House, action: Action, why: Why) -> None:
    """After the withdrawal every button of a colleague is answered, and nothing changes."""
    referral_id = house.posted()
    house.press(house.sam, Action.WITHDRAW, referral_id)
    before = house.state(referral_id)

    assert house.press(house.ana, action, referral_id).status == 200
    assert house.answers() == [refusals.sentence(why)]
    assert house.state(referral_id) == before


def test_a_button_of_another_collective_finds_nothing(house: House) -> None:
    """An id that this collective does not have is over, and no more is said of it."""
    house.press(house.ana, Action.OFFER, "no-such-referral")

    assert house.answers() == [refusals.sentence(Why.OVER)]


@pytest.mark.parametrize("user_id", [GUEST, EXTERNAL])
def test_a_button_is_no_way_around_membership(house: House, user_id: str) -> None:
    """What a reaction cannot, a button cannot."""
    referral_id = house.posted()
    house.press(user_id, Action.OFFER, referral_id)

    assert house.line(referral_id) == []
    assert house.answers() == [refusals.sentence(Why.NOT_A_MEMBER)]


@pytest.mark.parametrize(
    ("action", "answer"),
    [(Action.NOT_A_FIT, Answer.NOT_A_FIT), (Action.FULL, Answer.FULL), (Action.MAY_KNOW, Answer.MAY_KNOW)],
)
def test_a_no_is_noted_and_can_be_undone(house: House, action: Action, answer: Answer) -> None:
    """Only by whoever was asked; "Full right now" closes the openings, and the undo opens them as they were."""
    referral_id = house.posted()
    house.press(house.ana, action, referral_id)
    invitation = house.state(referral_id).invitation_of(house.ana.id)
    assert invitation is not None
    assert invitation.answer is answer
    closed = house.member(house.ana).niche.opening.kind is OpeningKind.NONE
    assert closed == (answer is Answer.FULL)

    undo = Action.UNDO_FULL if answer is Answer.FULL else Action.UNDO_DECLINE
    house.press(house.ana, undo, referral_id)
    assert house.member(house.ana).niche.opening == house.ana.niche.opening
    assert house.state(referral_id).invitations[0].answer is Answer.ASKED


def test_the_date_until_which_one_is_full_can_be_changed(house: House) -> None:
    """The form opens at once with the date as it is; what is saved shows on the message that asked."""
    referral_id = house.posted()
    house.press(house.ana, Action.FULL, referral_id)
    with house.exchange.ctx.database.write() as conn:
        conn.execute(cards_table.update().values(state="shown"))
    house.press(house.ana, Action.FULL_UNTIL, referral_id)
    assert house.asked() == ["views.open"]

    assert list(house.submit(house.ana, house.form(), until="2026-03-03").errors) == ["until"]
    assert house.submit(house.ana, house.form(), until="2026-07-01").said == {}
    assert str(house.member(house.ana).niche.opening.until) == "2026-07-01"
    with house.exchange.ctx.database.read() as conn:
        due = conn.execute(cards_table.select().where(cards_table.c.state == "due")).all()
    assert house.ana.id in {row.member_id for row in due}


def test_an_offer_after_the_choice_is_thanked(house: House) -> None:
    """By hand or by button: the client has chosen."""
    referral_id = house.posted()
    claim_id = house.offered(referral_id, house.ana)
    house.press(house.sam, Action.CHOOSE, f"{referral_id}:{claim_id}")
    house.press(house.ben, Action.OFFER, referral_id)
    _raise_hand(house, house.ben.user_id)

    assert house.answers() == [refusals.sentence(Why.CHOSEN_ALREADY)]
    assert [letter.about_id for letter in house.letters("refused")] == [Why.CHOSEN_ALREADY.value]
    assert house.state(referral_id).status is Status.HANDED_OFF
