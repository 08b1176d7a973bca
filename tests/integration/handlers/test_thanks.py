"""Promises of a thank-you: to the referrer or to any colleague, in words of one's own, once, and about no client."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.exchange.gratitude import FEWEST_FOR_WEEKLY
from bot.exchange.moves import Why
from bot.exchange.notices import Notice, NoticeKind
from bot.views import lists, notices, refusals, thanks, thanks_drafts, thanks_form
from bot.views.actions import Action, Form, Shortcut
from storage import thanks as kept
from storage.sending import SendState
from tests.factories import IDENTITY, make_member
from tests.integration.handlers import payloads
from tests.integration.handlers.conftest import BOT, GUEST, NEWCOMER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.thanks import Thanks
    from tests.integration.handlers.conftest import House, Json

IDENTIFYING = "Thank you, Sam. My client Maria Lopez is well"


def _set_off(view: Json) -> list[Json]:
    """What is marked in the words of a form."""
    parts = [part for block in view["blocks"] if block["type"] == "rich_text" for part in block["elements"]]
    return [bit for part in parts for bit in part["elements"] if bit.get("style")]


def test_a_thank_you_reaches_the_referrer_once(house: House) -> None:
    """The form opens at once with a draft; sent twice it thanks once."""
    referral_id = house.booked()
    house.press(house.ana, Action.THANK, referral_id)
    assert house.asked()[-1] == "views.open"
    assert house.form()["callback_id"] == Form.THANKS
    sent = payloads.submission(house.ana.user_id, payloads.filled(house.form()))

    assert house.hand(sent) == house.hand(sent)
    assert house.submit(house.ana, house.form()).said == {}
    assert [letter.to_id for letter in house.letters(NoticeKind.THANKS)] == [house.sam.id]


def test_a_thank_you_is_offered_until_it_is_written(house: House) -> None:
    """The message with its button waits in the outbox; it is left unsaid where the thanks were quicker."""
    referral_id = house.booked()
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
    referral_id = house.booked()
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
    referral_id = house.booked()
    house.press(house.ana, Action.THANK, referral_id)
    form = house.form()
    house.rejoins(house.ana, guest=True)
    opened = len(house.asked())
    house.press(house.ana, Action.THANK, referral_id)
    house.press(GUEST, Action.THANK, referral_id)

    assert house.answers() == [refusals.sentence(Why.NOT_A_MEMBER)] * 2
    assert "views.open" not in house.asked()[opened:]
    assert refusals.sentence(Why.NOT_A_MEMBER) in house.submit(house.ana, form).errors.values()
    assert house.letters(NoticeKind.THANKS) == []


def test_the_words_of_a_thank_you_are_taken_over_with_one_press(house: House) -> None:
    """Without those that were found, which travel nowhere; then it is sent."""
    referral_id = house.booked()
    house.press(house.ana, Action.THANK, referral_id)
    shown = house.submit(house.ana, house.form(), words="Thank you, Sam. My client Maria Lopez is well").view
    asked = len(house.slack.calls)
    house.press_in_form(house.ana, Action.USE_THANKS, "words", payloads.filled(shown))

    assert "Lopez" not in str(house.slack.calls[asked:])
    assert house.submit(house.ana, house.form()).said == {}
    assert len(house.letters(NoticeKind.THANKS)) == 1


def _kept(house: House) -> Sequence[Thanks]:
    """What is on file, in the order in which it was written."""
    with house.exchange.ctx.database.read() as conn:
        return [kept.get(conn, letter.thanks_id) for letter in house.letters(NoticeKind.THANKS)]


def _states(house: House) -> Sequence[tuple[str, str]]:
    """The offers to thank somebody, each with its state."""
    return [(letter.to_id, letter.state) for letter in house.letters(NoticeKind.THANKS_PROMPT)]


def test_who_had_the_offer_this_week_has_no_other(house: House) -> None:
    """Neither for the same referral, whose good end comes early, nor for another; after a week they have."""
    house.booked()
    house.booked()
    assert [to_id for to_id, _ in _states(house)] == [house.ana.id]

    with house.exchange.ctx.database.write() as conn:
        conn.exec_driver_sql("UPDATE outbox SET state = 'carried', at = '2026-02-24 16:59:59.000000'")
    house.booked()
    assert [to_id for to_id, _ in _states(house)] == [house.ana.id] * 2


def test_an_offer_in_a_digest_is_looked_at_again_once_it_is_settled(house: House) -> None:
    """Its button goes: whoever has thanked is offered nothing."""
    referral_id = house.handed_off()
    with house.exchange.ctx.database.write() as conn:
        conn.exec_driver_sql("UPDATE outbox SET state = 'sent' WHERE kind = 'thanks_prompt'")
    house.press(house.ana, Action.THANK, referral_id)
    house.submit(house.ana, house.form())

    assert _states(house) == [(house.ana.id, SendState.RECHECK)]
    prompt, scene = Notice(NoticeKind.THANKS_PROMPT, house.ana.id), house.scene(referral_id)
    assert "You have thanked" in notices.settled(prompt, scene).text


def _many(house: House) -> None:
    """The collective is large enough for a weekly post."""
    with house.exchange.ctx.database.write() as conn:
        for number in range(FEWEST_FOR_WEEKLY):
            make_member(conn, house.collective, f"More{number}")


def _message(author: str, **more: object) -> Json:
    return {"type": "message", "user": author, "text": "I have an opening", "ts": "1772557400.000100", **more}


def test_the_form_begins_with_a_draft_that_holds_the_givers_niche(house: House) -> None:
    """Sent as it is, it is on file with the hand-off and the draft; the next begins with other words."""
    referral_id = house.booked()
    house.press(house.ana, Action.THANK, referral_id)
    first = house.form()
    assert "I help adults whose worry keeps them from what they love." not in str(first)
    assert "adults who live with anxiety" in str(first).lower()
    house.submit(house.ana, first)

    [note] = _kept(house)
    assert (note.referral_id, note.from_id, note.to_id) == (referral_id, house.ana.id, house.sam.id)
    assert note.words == thanks_drafts.words(note.draft, house.ana.niche)
    house.press(house.ana, Action.THANK, referral_id)
    assert thanks_form.parse(payloads.filled(house.form())).note.draft != note.draft


def test_any_member_is_thanked_at_any_time(house: House) -> None:
    """`/thanks` asks whom; the colleague reads it by direct message."""
    house.command(house.ana, "/thanks", "for Maria Lopez")
    form = house.form()
    assert "Lopez" not in str(form)
    assert house.submit(house.ana, form, to=house.ben.user_id).said == {}

    [note] = _kept(house)
    assert (note.to_id, note.referral_id, note.from_agrees) == (house.ben.id, None, False)


def test_a_colleague_who_is_named_is_picked_already(house: House) -> None:
    """As Slack writes a name that was picked; another can be picked all the same."""
    house.command(house.ana, "/thanks", f"<@{house.ben.user_id}|ben> for your help")
    [picker] = [block for block in house.form()["blocks"] if block.get("block_id") == "to"]
    assert picker["element"]["initial_user"] == house.ben.user_id
    house.submit(house.ana, house.form(), to=house.cleo.user_id)

    assert [note.to_id for note in _kept(house)] == [house.cleo.id]


def test_somebody_new_thanks_somebody_new(house: House) -> None:
    """Neither was ever met: Slack is asked who they are. A draft without a niche says how to come by one."""
    house.command(NEWCOMER, "/thanks")
    assert "/niche" in str(house.form())
    with house.exchange.ctx.database.write() as conn:
        conn.exec_driver_sql("DELETE FROM members WHERE user_id = 'U0CLEO'")
    assert house.submit(NEWCOMER, house.form(), to="U0CLEO").said == {}

    assert [note.to_id for note in _kept(house)] == [house.met("U0CLEO").id]


@pytest.mark.parametrize(
    ("picked", "why"),
    [(GUEST, Why.NO_COLLEAGUE), (BOT, Why.NO_COLLEAGUE), ("U0ANA", Why.THANKS_TO_ONESELF)],
)
def test_only_a_colleague_can_be_picked(house: House, picked: str, why: Why) -> None:
    """The form stays, and says so where the person is picked; named in the command no form opens."""
    house.command(house.ana, "/thanks")
    form = house.form()
    assert house.submit(house.ana, form, to=picked).errors == {"to": refusals.sentence(why)}
    house.command(house.ana, "/thanks", f"<@{picked}>")
    assert house.answers() == [refusals.sentence(why)]
    assert house.letters(NoticeKind.THANKS) == []


def test_nobody_thanks_before_the_set_up(bare: House) -> None:
    """The answer says what is missing."""
    assert bare.command(bare.ana, "/thanks").text == lists.not_set_up()


def test_the_author_of_a_message_is_thanked_from_its_menu(house: House) -> None:
    """The form opens with them; what the message says goes nowhere."""
    house.shortcut(house.ana, Shortcut.THANK_AUTHOR, _message(house.ben.user_id))
    assert "opening" not in str(house.form())
    assert house.submit(house.ana, house.form()).said == {}
    assert [note.to_id for note in _kept(house)] == [house.ben.id]


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (_message(IDENTITY.bot_user_id, bot_id=IDENTITY.bot_id), Why.NO_COLLEAGUE),
        (_message("", subtype="channel_topic"), Why.NO_COLLEAGUE),
        (_message(GUEST), Why.NO_COLLEAGUE),
        (_message("U0ANA"), Why.THANKS_TO_ONESELF),
    ],
)
def test_the_author_of_a_message_who_is_no_colleague_is_not(house: House, message: Json, why: Why) -> None:
    """Neither the bot nor a guest nor oneself: a private line says so."""
    house.shortcut(house.ana, Shortcut.THANK_AUTHOR, message)
    assert house.answers() == [refusals.sentence(why)]
    assert "views.open" not in house.asked()


def test_a_guest_thanks_no_author(house: House) -> None:
    """Slack shows the menu to everybody."""
    house.shortcut(GUEST, Shortcut.THANK_AUTHOR, _message(house.ben.user_id))
    assert house.answers() == [refusals.sentence(Why.NOT_A_MEMBER)]


def test_another_draft_is_one_press_away(house: House) -> None:
    """As often as one likes, and never the one that was sent to this colleague last; words of one's own stay."""
    house.command(house.ana, "/thanks", f"<@{house.sam.user_id}>")
    first = payloads.filled(house.form())
    house.press_in_form(house.ana, Action.OTHER_DRAFT, "words", first)
    second = payloads.filled(house.form())
    words = [thanks_form.parse(form).note.words for form in (first, second)]
    assert words[0] != words[1]

    own = payloads.filled(house.form(), words=IDENTIFYING)
    before = len(house.slack.calls)
    house.press_in_form(house.ana, Action.OTHER_DRAFT, "words", own)
    assert "Lopez" not in str(house.slack.calls[before:])
    assert "your own words" in str(house.form())


def test_a_preview_shows_what_passes_the_check_alone(house: House) -> None:
    """The very message, with nothing sent; of words that may say who somebody is nothing travels."""
    referral_id = house.booked()
    house.press(house.ana, Action.THANK, referral_id)
    form = house.form()
    house.press_in_form(house.ana, Action.PREVIEW_THANKS, "words", payloads.filled(form, words="You are a gem."))
    message = thanks.thank_you(house.ana, "You are a gem.").payload()["blocks"]
    assert house.form()["blocks"][: len(message)] == message

    for press in (Action.PREVIEW_THANKS, Action.COPY_THANKS):
        before = len(house.slack.calls)
        house.press_in_form(house.ana, press, "words", payloads.filled(form, words=IDENTIFYING))
        assert "Lopez" not in str(house.slack.calls[before:])
        assert house.form() == thanks_form.nothing_to_show(IDENTIFYING).to_dict()
    assert house.letters(NoticeKind.THANKS) == []


def test_the_words_can_be_copied_for_a_card(house: House) -> None:
    """They stand in a field where a phone can mark them; it is closed with nothing sent."""
    house.command(house.ana, "/thanks")
    house.press_in_form(house.ana, Action.COPY_THANKS, "words", payloads.filled(house.form(), words="You are a gem."))
    shown = house.form()
    assert shown["callback_id"] == Form.COPY_THANKS
    assert "You are a gem." in str(shown)
    assert house.submit(house.ana, shown) == house.submit(house.ana, shown)
    assert house.letters(NoticeKind.THANKS) == []


def test_a_small_collective_is_asked_about_no_weekly_post(house: House) -> None:
    """It has none: everybody would know whom it is about."""
    house.command(house.ana, "/thanks")
    assert "weekly post" not in str(house.form())


def _shared(house: House) -> str:
    """Ana thanks Ben, and agrees that the weekly post mentions it; gives the id of the thanks."""
    _many(house)
    house.command(house.ana, "/thanks")
    house.submit(house.ana, house.form(), to=house.ben.user_id, share=["yes"])
    [note] = _kept(house)
    assert note.from_agrees
    return note.id


def test_whoever_is_thanked_says_whether_others_read_of_it(house: House) -> None:
    """As often as they like while it was not posted; the last word counts."""
    thanks_id = _shared(house)
    for action, agrees in ((Action.SHARE_THANKS, True), (Action.KEEP_THANKS, False), (Action.SHARE_THANKS, True)):
        with house.exchange.ctx.database.write() as conn:
            conn.exec_driver_sql("UPDATE outbox SET state = 'sent'")
        house.press(house.ben, action, thanks_id)
        assert [note.to_agrees for note in _kept(house)] == [agrees]
        assert [letter.state for letter in house.letters(NoticeKind.THANKS)] == [SendState.RECHECK], "it is drawn anew"


def test_nobody_else_says_so_and_nobody_once_it_was_posted(house: House) -> None:
    """Not its giver either, for it is the other's to say; and what was read cannot be unread."""
    thanks_id = _shared(house)
    for somebody in (house.ana, house.cleo, GUEST):
        house.press(somebody, Action.SHARE_THANKS, thanks_id)
    assert house.answers() == [refusals.sentence(Why.NOT_YOURS)] * 3
    with house.exchange.ctx.database.write() as conn:
        conn.exec_driver_sql("UPDATE thanks SET weekly_id = 'w1'")
    house.press(house.ben, Action.KEEP_THANKS, thanks_id)

    assert house.answers()[-1] == refusals.sentence(Why.MENTIONED)
    assert [note.to_agrees for note in _kept(house)] == [None]
