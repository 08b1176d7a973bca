"""What the gallery promises: nothing that the bot can show is missing from it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest

import bot.views
from bot.exchange.notices import NoticeKind
from bot.views.actions import Form
from tests.unit.views.forms_shown import forms, sent_back
from tests.unit.views.gallery import walls
from tests.unit.views.homes_shown import homes

#: What a view is built from, and no view of its own.
_PARTS = {"actions", "coaching", "crisis", "doubts", "forms", "message", "needs", "outcomes"}


def _what_is_shown() -> list[Callable[..., Any]]:
    """Every public function of the views that gives a message, a form, a line, or what is to be mended in a form."""
    modules = [importlib.import_module(f"bot.views.{each.name}") for each in pkgutil.iter_modules(bot.views.__path__)]
    return [
        function
        for module in modules
        if module.__name__.rpartition(".")[2] not in _PARTS
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
        if function.__annotations__["return"] in ("Message", "Message | None", "View", "str", "dict[str, str]")
    ]


@pytest.fixture(scope="module")
def called() -> set[CodeType]:
    """All that runs while the gallery is hung."""
    seen: set[CodeType] = set()

    def note(frame: FrameType, event: str, _arg: object) -> None:
        if event == "call":
            seen.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        walls()
        forms()
        sent_back()
        homes()
    finally:
        sys.setprofile(before)
    return seen


@pytest.mark.parametrize("function", _what_is_shown(), ids=lambda each: f"{each.__module__}.{each.__name__}")
def test_everything_that_the_bot_shows_is_in_the_gallery(function: FunctionType, called: set[CodeType]) -> None:
    """Whoever adds a view hangs it there, and with that it is in every picture and every check."""
    assert function.__code__ in called


def test_every_kind_of_notice_is_in_the_gallery() -> None:
    """Each by its name."""
    captions = {caption for wall in walls() for each in wall.shown for caption in each.caption.split(", ")}
    assert {kind.value for kind in NoticeKind} <= captions


def test_every_form_is_in_the_gallery() -> None:
    """Each by its callback id."""
    assert {view.to_dict().get("callback_id") for view in forms().values()} >= {form.value for form in Form}


def test_no_two_pictures_have_the_same_name() -> None:
    """The second would paint over the first."""
    names = [wall.name for wall in walls()]
    assert len(set(names)) == len(names)
    assert all(wall.shown for wall in walls())
