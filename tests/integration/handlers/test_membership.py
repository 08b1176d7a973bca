"""Promises of coming and going: who leaves holds nothing, the referrer is told, and who comes is met."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.exchange.notices import NoticeKind
from bot.exchange.nudges import NudgeKind
from bot.exchange.values import Kind, Status
from bot.services import people
from bot.views.actions import Action
from tests.factories import CHANNEL, IDENTITY
from tests.integration.delivery.fake_slack import Fail
from tests.integration.handlers import payloads
from tests.integration.handlers.conftest import EXTERNAL, NEWCOMER

if TYPE_CHECKING:
    from bot.exchange.values import Collective, Member
    from bot.services.context import Context
    from storage.members import Person
    from tests.integration.handlers.conftest import House, Json


def _moved(name: str, user_id: str, channel: str = CHANNEL) -> Json:
    return {"type": name, "user": user_id, "channel": channel, "channel_type": "G", "team": IDENTITY.team_id}


def _left(house: House, member: Member) -> Json:
    """The member has left the channel; the event that says so."""
    house.slack.channel_members.remove(member.user_id)
    return payloads.event(_moved("member_left_channel", member.user_id))


def _come_back(house: House, member: Member) -> None:
    house.slack.channel_members.append(member.user_id)
    house.tell(_moved("member_joined_channel", member.user_id))


def _changed(house: House, user_id: str, **news: object) -> Json:
    user = house.slack.users.get(user_id, {"id": user_id}) | news
    return payloads.event({"type": "user_change", "user": user, "cache_ts": 1772557200, "event_ts": "1772557200.1"})


@pytest.mark.parametrize("news", [{"deleted": True}, {"is_restricted": True}], ids=["deactivated", "made a guest"])
def test_who_is_a_member_no_more_holds_nothing(house: House, news: dict[str, bool]) -> None:
    """Their offer is released, the next in line is called, and the referrer is told."""
    referral_id = house.posted()
    house.offered(referral_id, house.ana)
    house.offered(referral_id, house.ben)
    told = _changed(house, house.ana.user_id, **news)

    assert house.hand(told).status == 200
    assert house.line(referral_id) == [house.ben.id]
    assert [letter.to_id for letter in house.letters(NoticeKind.COLLEAGUE_LEFT)] == [house.sam.id]
    assert house.hand(told).status == 200
    assert len(house.letters(NoticeKind.COLLEAGUE_LEFT)) == 1


def test_who_leaves_the_channel_holds_nothing(house: House) -> None:
    """The same for whoever goes by themselves; told twice it happens once."""
    referral_id = house.posted()
    house.offered(referral_id, house.ana)
    told = _left(house, house.ana)
    house.hand(told)
    house.hand(told)

    assert house.line(referral_id) == []
    assert house.state(referral_id).status is Status.OPEN
    assert len(house.letters(NoticeKind.COLLEAGUE_LEFT)) == 1


def test_the_referral_of_a_referrer_who_left_is_withdrawn(house: House) -> None:
    """Nobody is nudged about it any more, and who offered is thanked."""
    referral_id = house.posted()
    house.offered(referral_id, house.ana)
    house.hand(_left(house, house.sam))

    assert house.state(referral_id).status is Status.WITHDRAWN
    assert house.pending(referral_id) == set()
    assert [letter.to_id for letter in house.letters(NoticeKind.NO_LONGER_NEEDED)] == [house.ana.id]


def test_when_the_chosen_colleague_leaves_the_referrer_is_told(house: House) -> None:
    """The client was handed to somebody who is gone: that must be known."""
    referral_id = house.posted()
    claim_id = house.offered(referral_id, house.ana)
    house.press(house.sam, Action.CHOOSE, f"{referral_id}:{claim_id}")
    assert NudgeKind.OUTCOME in house.pending(referral_id)
    house.hand(_changed(house, house.ana.user_id, deleted=True))

    assert [letter.to_id for letter in house.letters(NoticeKind.COLLEAGUE_LEFT)] == [house.sam.id]


def test_an_old_event_that_comes_again_does_not_send_somebody_away(house: House) -> None:
    """Left, came back, offered; then Slack brings the leaving once more."""
    referral_id = house.posted()
    left = _left(house, house.ana)
    house.hand(left)
    _come_back(house, house.ana)
    house.offered(referral_id, house.member(house.ana))

    assert house.hand(left).status == 200
    assert house.member(house.ana).in_channel
    assert house.line(referral_id) == [house.ana.id]


def test_a_leaving_that_is_overtaken_by_the_coming_back_sends_nobody_away(house: House) -> None:
    """Slack brings events in any order: before anybody is released the channel is looked at once more."""
    referral_id = house.posted()
    house.offered(referral_id, house.ana)
    left = _left(house, house.ana)
    _come_back(house, house.ana)

    assert house.hand(left).status == 200
    assert house.member(house.ana).in_channel
    assert house.line(referral_id) == [house.ana.id]


def test_when_slack_does_not_say_who_is_in_the_channel_the_leaving_comes_again(house: House) -> None:
    """Nobody is released by guess, and nobody is kept: the event is not acknowledged."""
    left = _left(house, house.ana)
    house.slack.fail("conversations.members", Fail(status=500))

    assert house.hand(left).status == 500
    assert house.hand(left).status == 200
    assert not house.member(house.ana).in_channel


def test_news_of_a_person_says_nothing_of_the_channel(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever leaves the channel while news of their name is read is not put back into it."""
    remember = people.remember

    def leave_first(ctx: Context, collective: Collective, person: Person) -> Member:
        people.came_or_went(ctx, collective, person.user_id, in_channel=False, delivery_id="Ev0LEFT")
        return remember(ctx, collective, person)

    monkeypatch.setattr(people, "remember", leave_first)
    house.hand(_changed(house, house.ana.user_id, profile={"display_name": "Ana B."}))

    after = house.member(house.ana)
    assert (after.name, after.in_channel) == ("Ana B.", False)


def test_another_channel_is_none_of_our_business(house: House) -> None:
    """Only the referral channel makes members."""
    house.tell(_moved("member_left_channel", house.ana.user_id, "C0OTHER"))

    assert house.member(house.ana).in_channel


def test_who_is_new_in_the_channel_is_met_in_the_background(house: House) -> None:
    """The listener asks Slack nothing; the people are looked up soon."""
    assert house.tell(_moved("member_joined_channel", NEWCOMER)).status == 200
    assert house.woken == ["people"]
    assert house.asked() == []


def test_who_was_only_named_so_far_is_met_too(house: House) -> None:
    """They were kept from a referral before anybody had met them: their name is not known yet."""
    house.post(kept_from=frozenset({NEWCOMER}))
    house.tell(_moved("member_joined_channel", NEWCOMER))

    assert "people" in house.woken


def test_news_of_a_member_is_kept(house: House) -> None:
    """A new name and a new time zone, for the messages and the nudges."""
    news = {"profile": {"display_name": "Ana B."}, "tz": "America/Denver"}
    house.hand(_changed(house, house.ana.user_id, **news))

    after = house.member(house.ana)
    assert (after.name, after.time_zone, after.kind) == ("Ana B.", "America/Denver", Kind.FULL)


def test_news_of_somebody_unknown_is_acknowledged_and_not_kept(house: House) -> None:
    """A workspace has more people than the collective."""
    before = house.rows()

    assert house.hand(_changed(house, EXTERNAL)).status == 200
    assert house.rows() == before
