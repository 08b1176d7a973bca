"""The tour that ships leads through what is there, and one that does not make sense is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from bot import sandbox
from bot.sandbox.page.tour import Tour, load_tour
from bot.sandbox.slack.people import load_roster

_FOLDER = Path(sandbox.__file__).parent


def test_the_tour_names_people_and_places_that_are_there() -> None:
    """Each step leads to somebody of the practice collective, and to its channel or the app."""
    tour, roster = load_tour(_FOLDER / "page" / "tour.yml"), load_roster(_FOLDER / "collective.yml")
    people = {person.id for person in roster.people} | {"somebody else"}
    places = {channel.id for channel in roster.channels} | {"app"}
    assert {step.be for step in tour.steps} <= people
    assert {step.place for step in tour.steps} | {step.until.place for step in tour.steps if step.until.sees} <= places


def test_the_page_is_told_the_tour_in_the_words_of_the_file() -> None:
    """What the page reads is what somebody wrote, key by key; what they left out is empty."""
    told = load_tour(_FOLDER / "page" / "tour.yml").told()
    written = yaml.safe_load((_FOLDER / "page" / "tour.yml").read_text("utf-8"))
    assert told["title"] == written["title"]
    for step, wrote in zip(told["steps"], written["steps"], strict=True):
        until = {"form": "", "sees": "", "in": ""} | wrote["until"]
        assert step == {"point": None, "words": ""} | wrote | {"until": until}


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"until": {}}, "until takes either a form, or what is seen and in which conversation"),
        ({"until": {"sees": "words"}}, "until takes either a form, or what is seen and in which conversation"),
        ({"until": {"form": "A form", "sees": "words", "in": "app"}}, "until takes either a form"),
        ({"point": "nowhere"}, "Input should be 'composer'"),
        ({"untill": {}}, "Extra inputs are not permitted"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused(changes: dict[str, Any], complaint: str) -> None:
    """The message says which step, and what is wrong with it."""
    step = {"title": "A", "text": "B", "be": "U1", "in": "app", "point": "people", "until": {"form": "C"}}
    with pytest.raises(ValidationError, match=complaint) as refused:
        Tour.model_validate({"title": "T", "steps": [step, step | changes]})
    assert refused.value.errors()[0]["loc"][:2] == ("steps", 1)
