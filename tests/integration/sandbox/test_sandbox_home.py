"""The app's Home: what it publishes there, what it hears when somebody opens it, and what they do in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.stories.story import parse_story
from bot.sandbox.stories.storyteller import Storyteller
from tests.integration.sandbox.tiny import ANA, BEN, FORM, Stage, declaring

if TYPE_CHECKING:
    from bot.sandbox.slack.workspace import Workspace
    from tests.integration.sandbox.browser import Browser

HOME: dict[str, Any] = {
    "type": "home",
    "callback_id": "home",
    "private_metadata": "opaque",
    "blocks": [
        {
            "type": "actions",
            "block_id": "fields",
            "elements": [
                {"type": "external_select", "action_id": "person", "min_query_length": 0},
                {"type": "datepicker", "action_id": "day"},
                {"type": "button", "action_id": "form", "text": {"type": "plain_text", "text": "Fill in"}},
            ],
        },
    ],
}


@pytest.fixture
def manifest() -> dict[str, Any]:
    return declaring("app_home_opened", home_tab_enabled=True)


def publish(stage: Stage, user: str = ANA, **more: Any) -> dict[str, Any]:
    told: dict[str, Any] = stage.tiny.app.client.views_publish(**{"user_id": user, "view": HOME, **more})["view"]
    return told


def error_of(stage: Stage, **more: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        publish(stage, **more)
    return str(caught.value.response["error"])


def direct(workspace: Workspace, user: str) -> str:
    return workspace.direct(user, workspace.people["U0PRACTICE"].id).id


def test_the_app_hears_when_its_home_is_opened(stage: Stage) -> None:
    """With the tab, the direct messages, and the view once there is one; the Messages tab comes without."""
    ana = stage.server.person(ANA)
    ana.open_home()
    stage.server.settle()
    ana.open_home("messages")
    stage.server.settle()
    view = publish(stage)
    ana.open_home()
    stage.server.settle()
    first, second, third = (each["event"] for each in stage.tiny.of_type("app_home_opened"))
    where = {"user": ANA, "channel": direct(stage.server.workspace, ANA)}
    assert first == {"type": "app_home_opened", "tab": "home", "event_ts": first["event_ts"], **where}
    assert (second["tab"], "view" in second) == ("messages", False)
    assert (third["tab"], third["view"]["id"], third["view"]["hash"]) == ("home", view["id"], view["hash"])
    assert third["view"]["root_view_id"] == view["id"]


def test_a_home_is_published_for_one_person(stage: Stage) -> None:
    """Nobody else sees it, and publishing again changes it in place."""
    first = publish(stage)
    again = publish(stage, hash=first["hash"], view={**HOME, "private_metadata": "other"})
    home = stage.server.person(ANA).home
    assert home is not None
    assert (again["id"], home.shape["private_metadata"]) == (first["id"], "other")
    assert stage.server.person(BEN).home is None
    assert error_of(stage, hash=first["hash"]) == "hash_conflict"
    assert error_of(stage, user="U99NOBODY") == "user_not_found"
    assert error_of(stage, view=FORM) == "invalid_arguments"
    assert error_of(stage, view={**HOME, "blocks": HOME["blocks"] * 101}) == "invalid_arguments"


def test_a_home_can_be_updated_by_its_id(stage: Stage) -> None:
    """views.update finds it as it finds a form, and wants a home view for it."""
    view = publish(stage)
    client = stage.tiny.app.client
    client.views_update(view_id=view["id"], view={**HOME, "callback_id": "other"})
    home = stage.server.person(ANA).home
    assert home is not None
    assert home.shape["callback_id"] == "other"
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        client.views_update(view_id=view["id"], view=FORM)


def test_a_home_is_used(stage: Stage) -> None:
    """Its elements tell the app what was done, what stands in the others, and give leave to open a form."""
    publish(stage)
    ana = stage.server.person(ANA)
    assert ana.home
    assert ana.suggest("fields", "person", "Z", ana.home)["options"][0]["text"]["text"] == "Za"
    ana.click(ana.home, "day", "2026-11-30", day="2026-11-30")
    ana.click(ana.home, "form")
    stage.server.settle()
    (suggestion,) = stage.tiny.of_type("block_suggestion")
    day, form = stage.tiny.of_type("block_actions")
    assert suggestion["container"] == {"type": "view", "view_id": ana.home.id}
    assert day["actions"][0]["selected_date"] == "2026-11-30"
    assert form["container"] == {"type": "view", "view_id": ana.home.id}
    assert (form["view"]["type"], form["view"]["callback_id"]) == ("home", "home")
    assert form["view"]["state"]["values"]["fields"]["day"] == {"type": "datepicker", "selected_date": "2026-11-30"}
    assert "response_url" not in form
    assert ana.view is not None
    assert ana.view.shape["callback_id"] == "form"
    ana.close()
    assert ana.home is not None


def test_what_was_chosen_stays(stage: Stage) -> None:
    """The state tells of the element that was used too, and the next use tells of all."""
    publish(stage)
    ana = stage.server.person(ANA)
    assert ana.home
    ana.click(ana.home, "day", "2026-11-30")
    ana.click(ana.home, "form")
    day, form = stage.tiny.of_type("block_actions")
    chosen = {"type": "datepicker", "selected_date": "2026-11-30"}
    assert day["view"]["state"]["values"]["fields"]["day"] == chosen
    assert form["view"]["state"]["values"]["fields"]["day"] == chosen
    assert ana.values_in(ana.home)["fields"]["day"] == chosen


def test_a_story_goes_through_a_home(stage: Stage) -> None:
    """Somebody opens it, reads there, presses there, and the form that it opens is theirs to fill in."""
    publish(stage)
    steps = (
        "  - Ana opens: the Home tab\n"
        "  - Ana sees: Fill in\n    in: the Home tab\n"
        "  - Ana chooses: 2026-11-30\n    in: the Home tab\n"
        "  - Ana presses: Fill in\n    in: the Home tab\n"
        "  - Ana fills in:\n      What: fine\n"
        "  - Ana presses: Send\n"
        "  - Ben does not see: Fill in\n    in: the Home tab\n"
    )
    Storyteller(stage.server, parse_story(f"title: Home\nshows: A home.\nsteps:\n{steps}"), patience=5).tell()
    assert len(stage.tiny.of_type("app_home_opened")) == 1
    assert stage.tiny.of_type("block_actions")[0]["actions"][0]["selected_date"] == "2026-11-30"
    (sent,) = stage.tiny.of_type("view_submission")
    assert sent["view"]["state"]["values"]["what"]["text"]["value"] == "fine"


def test_a_home_is_nobody_elses(stage: Stage, browser: Browser) -> None:
    """Another person cannot use it, and it cannot be sent or closed like a form."""
    view_id = publish(stage)["id"]
    assert browser.state(ANA)["home"]["id"] == view_id
    assert browser.state(BEN)["home"] is None
    action = {"type": "button", "action_id": "form"}
    used = {"container": {"type": "view", "view_id": view_id}, "block_id": "fields", "action": action}
    refused = (200, {"ok": False, "error": "not_found"})
    assert browser.act(BEN, "action", **used) == refused
    assert browser.act(ANA, "submit", view_id=view_id) == refused
    assert browser.act(ANA, "close", view_id=view_id) == refused
    assert browser.act(ANA, "action", **used) == (200, {"ok": True})
