""" "Why me?" and "How do I fit?", pressed: a form with the true answer opens, or a private line says why not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.exchange.moves import Why
from bot.exchange.values import Audience
from bot.services.context import machine_now
from bot.views import refusals
from bot.views.actions import Action
from tests.factories import NEED, make_member
from tests.integration.handlers.conftest import GUEST, NEWCOMER

if TYPE_CHECKING:
    from bot.exchange.values import Member
    from tests.integration.handlers.conftest import House

_ALWAYS = "A referrer can also leave colleagues out"


def _unasked(house: House) -> Member:
    """Somebody with a niche who came after the referral was posted."""
    with house.exchange.ctx.database.write() as conn:
        return make_member(conn, house.collective, "Dev", now=machine_now())


def test_whoever_is_asked_reads_why(house: House) -> None:
    """With the note's words, for they read the note; nothing is recorded and nobody is told."""
    referral_id = house.post(need=replace(NEED, note="Someone warm, for panic attacks."))
    before = house.rows()
    assert house.press(house.ana, Action.FIT, referral_id).status == 200
    shown = str(house.form())
    for words in ("Why me?", "Anxiety is your first concern", "the note says “panic attacks”", "a licence in New York"):
        assert words in shown
    assert _ALWAYS not in shown
    assert house.rows() == before


def test_whoever_was_not_asked_reads_what_the_card_allows(house: House) -> None:
    """And that there may be more to it."""
    referral_id = house.posted()
    house.press(_unasked(house), Action.FIT, referral_id)
    shown = str(house.form())
    assert "Going by the card" in shown
    assert _ALWAYS in shown
    assert "perfectionism" not in shown
    assert house.ana.name not in shown


def test_nobody_without_a_niche_is_left_without_an_answer(house: House) -> None:
    """A newcomer of the channel is told how to be asked."""
    referral_id = house.posted()
    house.press(NEWCOMER, Action.FIT, referral_id)
    assert "/niche" in str(house.form())
    assert _ALWAYS in str(house.form())


def test_the_referrer_and_who_is_no_member_hear_the_usual_lines(house: House) -> None:
    """No form opens."""
    referral_id = house.posted()
    house.press(house.sam, Action.FIT, referral_id)
    house.press(GUEST, Action.FIT, referral_id)
    assert house.answers() == [refusals.sentence(Why.OWN_REFERRAL), refusals.sentence(Why.NOT_A_MEMBER)]
    assert "views.open" not in house.asked()


def test_an_old_message_of_one_that_is_over_says_so(house: House) -> None:
    """And an invitation to which one has said no tells no more of it."""
    referral_id = house.post(audience=Audience.BEST)
    house.press(house.ana, Action.MAY_KNOW, referral_id)
    house.press(house.ana, Action.FIT, referral_id)
    house.press(house.sam, Action.WITHDRAW, referral_id)
    house.press(house.ben, Action.FIT, referral_id)
    house.press(house.ben, Action.FIT, "no-such-referral")
    over = refusals.sentence(Why.OVER)
    assert house.answers() == [refusals.sentence(Why.NOT_NOW), over, over]
    assert NEED.note not in str(house.slack.calls[-1])


def test_the_buttons_stand_where_they_are_looked_for(house: House) -> None:
    """In the list of what is open beside the offer."""
    referral_id = house.posted()
    shown = str(house.command(_unasked(house), "/refer", "list").said)
    assert "How do I fit?" in shown
    assert shown.count(referral_id) == 2
