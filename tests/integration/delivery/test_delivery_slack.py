"""Promises of one call to Slack: what may follow is told apart, on a real socket."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.delivery import slack as calls
from bot.delivery.slack import Done, Limited, NoAnswer, Refused, Uncertain, Unreached, delivery_client
from tests.integration.delivery.fake_slack import Fail

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.delivery.slack import Answer
    from tests.integration.delivery.fake_slack import FakeSlack


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (Fail("is_archived"), Refused("is_archived")),
        (Fail("ratelimited", status=429, retry_after="7"), Limited(timedelta(seconds=7))),
        (Fail("ratelimited", status=429), Limited(timedelta(seconds=30))),
        (Fail("ratelimited"), Limited(timedelta(seconds=30))),
        (Fail(status=500, body="oops"), Uncertain()),
        (Fail(status=503, body="<html>"), Uncertain()),
        (Fail("internal_error"), Uncertain()),
        (Fail(body="<html>not Slack</html>"), Uncertain()),
        (Fail(status=403, body="<html>a proxy</html>"), Refused("http_403")),
        (Fail(status=0), Uncertain()),
    ],
    ids=str,
)
def test_each_failure_is_told_apart(slack: FakeSlack, client: WebClient, failure: Fail, expected: Answer) -> None:
    """Whether a call was done, not done, or perhaps done is known before anything follows; it was made once."""
    slack.fail("auth.test", failure)

    assert calls.ask(client.auth_test) == expected
    assert slack.count("auth.test") == 1


def test_a_success_carries_what_slack_said(client: WebClient) -> None:
    """The answer is handed on."""
    answer = calls.ask(client.auth_test)

    assert isinstance(answer, Done)
    assert answer.data["user_id"] == "U0BOT"


def test_a_connection_that_never_stood_leaves_no_doubt() -> None:
    """Nothing listens there: nothing was sent."""
    assert calls.ask(delivery_client("xoxb-test", "http://127.0.0.1:9/api/").auth_test) == Unreached()


def test_who_must_have_an_answer_is_told_why_there_is_none(slack: FakeSlack, client: WebClient) -> None:
    """The error names the method and the code."""
    slack.fail("users.info", Fail("user_not_found"))

    with pytest.raises(NoAnswer, match=r"users_info: .*user_not_found") as caught:
        calls.must(client.users_info, user="U0NOBODY")
    assert caught.value.trouble == Refused("user_not_found")
