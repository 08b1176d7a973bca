"""Promises of `/refer members`: for admins alone, how often and never for what, and a licence that was looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.exchange.moves import Why
from bot.exchange.oversight import licences_key
from bot.matching import Licence
from bot.services import niches
from bot.views import lists, refusals
from bot.views.actions import Action, pair
from tests.factories import make_niche
from tests.integration.handlers import payloads
from tests.integration.handlers.conftest import ADMIN, NEWCOMER

if TYPE_CHECKING:
    from bot.exchange.values import Member
    from tests.integration.handlers.conftest import House, Json, Reply


def _press(house: House, action: Action, value: str, *, by: str = ADMIN) -> Reply:
    return house.hand(payloads.press_in_form(by, action, value, {"id": "V0ONE", "hash": "1.a", "blocks": []}))


def _see(house: House, user_id: str, *, by: str = ADMIN) -> Json:
    """The form of one member, once they are picked from the list."""
    told = payloads.press_in_form(by, Action.SEE_MEMBER, "", {"id": "V0FORM", "hash": "1.a", "blocks": []})
    [picked] = told["actions"]
    del picked["value"], picked["text"]
    picked |= {"type": "users_select", "selected_user": user_id}
    assert house.hand(told).status == 200
    return house.form()


def _value(house: House, member: Member) -> str:
    return pair(member.user_id, licences_key(house.member(member).niche.licences))


def test_an_admin_sees_who_was_asked_how_often(house: House) -> None:
    """Everybody by name; nothing of what was asked, and not who asked."""
    house.post()
    assert house.command(ADMIN, "/refer", "members").status == 200
    shown = str(house.form())
    assert "3 invitations went to 3 of the 4 members" in shown
    assert shown.index("*Ana*") < shown.index("*Ben*") < shown.index("*Cleo*") < shown.index("*Sam*")
    for secret in ("nxiety", "perfectionism", "Telehealth"):
        assert secret not in shown


@pytest.mark.parametrize("command", ["members", " MEMBERS "])
def test_nobody_else_sees_it(house: House, command: str) -> None:
    """They are told who can; nothing opens."""
    assert house.command(house.ana, "/refer", command).text == refusals.sentence(Why.NOT_ADMIN)
    assert house.command(NEWCOMER, "/refer", command).text == refusals.sentence(Why.NOT_ADMIN)
    assert "views.open" not in house.asked()


def test_help_names_it_to_admins_alone(house: House) -> None:
    """Others read of what they can do."""
    house.command(ADMIN, "/refer", "members")
    assert house.command(ADMIN, "/refer", "help").text == lists.help_text(for_admin=True)
    assert house.command(house.ana, "/refer", "help").text == lists.help_text()


def test_a_licence_is_looked_up_and_taken_back(house: House) -> None:
    """The form shows at once what holds; the member's own row says since when."""
    assert "self-declared" in str(_see(house, house.ana.user_id))
    _press(house, Action.LICENCE_CHECKED, _value(house, house.ana))
    assert "licence checked on March 3, 2026" in str(house.form())
    assert house.member(house.ana).licence_checked_at == house.exchange.ctx.clock.now()

    _press(house, Action.LICENCE_UNCHECKED, house.ana.user_id)
    assert "self-declared" in str(house.form())
    assert house.member(house.ana).licence_checked_at is None


def test_whoever_lists_other_states_reads_that_the_check_is_off(house: House) -> None:
    """Once, when it happens: it was the member's own doing, and nobody else tells them."""
    _press(house, Action.LICENCE_CHECKED, _value(house, house.ana))
    house.command(house.ana, "/niche")
    saved = house.submit(house.ana, house.form(), full_licences=["NJ"]).view
    assert "“licence checked” is off" in str(saved)
    house.command(house.ana, "/niche")
    assert "licence checked" not in str(house.submit(house.ana, house.form()).view)


def test_whoever_is_no_member_has_nothing_to_show(house: House) -> None:
    """The select offers everybody in the workspace."""
    assert "no member" in str(_see(house, NEWCOMER))


@pytest.mark.parametrize(
    ("action", "value"),
    [(Action.SEE_MEMBER, ""), (Action.LICENCE_CHECKED, "U0ANA:abc"), (Action.LICENCE_UNCHECKED, "U0ANA")],
)
def test_who_is_an_admin_no_more_can_do_nothing_in_a_form_left_open(house: House, action: Action, value: str) -> None:
    """Each press is held against who they are now."""
    if action is Action.SEE_MEMBER:
        _see(house, house.ben.user_id, by=house.ana.user_id)
    else:
        _press(house, action, value, by=house.ana.user_id)
    assert refusals.sentence(Why.NOT_ADMIN) in str(house.form())
    assert house.member(house.ana).licence_checked_at is None


def test_a_listing_that_changed_meanwhile_is_said_so(house: House) -> None:
    """The admin looked New York up; the member lists New Jersey by now."""
    seen = _value(house, house.ana)
    niche = make_niche(licences=(Licence("NJ"),))
    niches.save(house.exchange.ctx, house.collective, house.ana, niche, "212-555-0100", "niche-1")
    _press(house, Action.LICENCE_CHECKED, seen)
    assert refusals.sentence(Why.OTHER_LICENCES) in str(house.form())
    assert house.member(house.ana).licence_checked_at is None


def test_an_admin_is_offered_no_button_for_their_own_licence(house: House) -> None:
    """And a press of it all the same is refused."""
    house.slack.users[house.ana.user_id]["is_admin"] = True
    house.everybody_is_stale()
    assert Action.LICENCE_CHECKED.value not in str(_see(house, house.ana.user_id, by=house.ana.user_id))
    _press(house, Action.LICENCE_CHECKED, _value(house, house.ana), by=house.ana.user_id)
    assert refusals.sentence(Why.OWN_LICENCE) in str(house.form())
