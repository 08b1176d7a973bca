"""What the README and the example of a `.env` tell stays true."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from bot.sandbox.stories.story import parse_story
from bot.settings import Settings, name_of

_ROOT = Path(__file__).parents[2]
_README = (_ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_setting_is_in_the_readme_with_its_default(field: str) -> None:
    """A volunteer finds each by its name, and reads what holds when they leave it alone."""
    row = next(line for line in _README.splitlines() if line.startswith(f"| `{name_of(field)}`"))
    default = Settings.model_fields[field].default
    if isinstance(default, str | int):
        assert f"| `{default}` |" in row


def test_every_setting_is_in_the_example() -> None:
    """Copying the example is the way to begin."""
    example = (_ROOT / ".env.example").read_text("utf-8")
    assert {name_of(field) for field in Settings.model_fields} == set(re.findall(r"([A-Z_]{4,})=", example))


def test_every_picture_of_the_readme_is_there() -> None:
    """No broken image on the front page."""
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", _README)
    assert len(pictures) == 5
    assert all((_ROOT / picture).is_file() for picture in pictures)


def test_the_story_of_the_readme_can_be_told() -> None:
    """Whoever copies it has a story that is read without a complaint."""
    _, _, rest = _README.partition("    title: ")
    example, _, _ = f"    title: {rest}".partition("\n\n")
    assert len(parse_story(textwrap.dedent(example)).steps) > 5
