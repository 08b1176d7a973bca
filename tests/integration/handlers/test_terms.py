"""Promises of the long lists: the bot offers what was typed may mean, an admin's own words first, and at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import OperationalError

from bot.matching import OwnTerm
from bot.matching.vocabulary import OUR_OWN
from bot.views import lists, review, terms_form
from bot.views.actions import Action, Form, look_up
from storage import collectives
from tests.integration.handlers import payloads
from tests.integration.handlers.conftest import ADMIN, GUEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.integration.handlers.conftest import House, Json

PLAN, NORTH = OwnTerm("payment", "Larkspur Health Plan"), OwnTerm("area", "North of the river")
PAYMENTS = look_up("payment", asking=True)


def typed(house: House, text: str, action_id: str = PAYMENTS) -> Json:
    """What the bot offers to Sam."""
    return house.hand(payloads.suggestion(house.sam.user_id, action_id, text)).said


def values(told: Json) -> Sequence[str]:
    groups = told.get("option_groups", [told])
    return [option["value"] for group in groups for option in group["options"]]


def opened(house: House) -> Json:
    """The form as an admin opens it from the set-up."""
    assert house.command(ADMIN, "/refer", "setup").status == 200
    assert (
        house.hand(payloads.press_in_form(ADMIN, Action.OWN_TERMS, "open", payloads.filled(house.form()))).status == 200
    )
    shown = house.form()
    assert shown["callback_id"] == Form.TERMS
    return shown


def test_what_is_typed_is_found_by_any_of_its_names(house: House) -> None:
    """A biller types "UBH", a client's card says so; nothing is offered for what nobody is called."""
    assert values(typed(house, "ubh")) == ["united"]
    assert values(typed(house, "zzzz")) == []


def test_nothing_typed_shows_the_groups(house: House) -> None:
    """Whoever only looks sees the headings, and never more than Slack takes."""
    shown = typed(house, "")
    assert [group["label"]["text"] for group in shown["option_groups"]][:2] == ["Insurers", "Public programs"]
    assert len(values(shown)) <= 100


def test_a_referral_is_not_offered_what_would_tell_the_clients_background(house: House) -> None:
    """Members are offered every community, referrals only those that tell neither race nor class."""
    said, asked = (values(typed(house, "", look_up("identity", asking=asking))) for asking in (False, True))
    assert {"black", "low_income", "lgbtq"} <= set(said)
    assert "lgbtq" in asked
    assert not {"black", "low_income"} & set(asked)


def test_an_admin_adds_words_that_are_offered_at_once_and_first(house: House) -> None:
    """From the set-up; kept in the order in which they were written, and shown when the form is opened again."""
    assert values(typed(house, "lark")) == []
    shown = house.submit(ADMIN, opened(house), payment="Larkspur  Health Plan\n\n", area="North of the river").view
    assert shown == terms_form.saved().to_dict()

    assert house.now_set_up() == replace(house.collective, own_terms=(NORTH, PLAN))
    assert values(typed(house, "lark")) == [PLAN.code]
    assert typed(house, "")["option_groups"][0]["label"]["text"] == OUR_OWN
    assert terms_form.parse(payloads.filled(opened(house))) == (NORTH, PLAN)


def test_a_word_that_is_taken_out_is_offered_no_more(house: House) -> None:
    """Those who picked it keep it: its code says what it was called."""
    house.submit(ADMIN, opened(house), payment=PLAN.label)
    assert values(typed(house, "lark"))
    house.submit(ADMIN, opened(house), payment="")
    assert values(typed(house, "lark")) == []


@pytest.mark.parametrize("user_id", ["U0ANA", GUEST])
def test_nobody_else_adds_any(house: House, user_id: str) -> None:
    """Neither the form nor what could be sent with it is for others."""
    form = opened(house)
    assert house.hand(payloads.press_in_form(user_id, Action.OWN_TERMS, "open", payloads.filled(form))).status == 200
    assert house.form().get("callback_id") != Form.TERMS
    assert house.submit(user_id, form, payment=PLAN.label).errors == {terms_form.FIRST: lists.only_admins()}
    assert house.now_set_up().own_terms == ()


def test_problems_are_shown_at_the_field_and_nothing_is_kept(house: House) -> None:
    """The whole form waits until each is mended."""
    found = house.submit(ADMIN, opened(house), payment="Optum", area="Downtown").errors
    assert found == {"payment": "“Optum” is in the list already, as “UnitedHealthcare”."}
    assert house.now_set_up().own_terms == ()


def test_the_lists_answer_from_memory_for_a_minute(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the database is not to be had, whoever is typing goes on typing."""
    house.submit(ADMIN, opened(house), payment=PLAN.label)
    assert values(typed(house, "lark")) == [PLAN.code]

    def gone(*_: object) -> None:
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr(collectives, "by_team", gone)
    assert values(typed(house, "larks")) == [PLAN.code]


def test_a_note_may_name_what_an_admin_added_but_an_area_is_asked_about(house: House) -> None:
    """A plan in the list tells nothing of a client; a part of town does."""
    house.submit(ADMIN, opened(house), payment="Zelkora Quillfeather", area="Quillfeather Marsh")
    stopped = house.submit(house.sam, house.long_form(), note="Lives near Quillfeather Marsh")
    assert stopped.view["title"]["text"] == review.LOOK_AGAIN

    assert not house.submit(house.sam, house.long_form(), note="Takes Zelkora Quillfeather").said
