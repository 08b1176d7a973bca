"""A story on file: who does what, when, and what they then see. Written in YAML by people, read here into values."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import yaml
from pydantic import AwareDatetime, BeforeValidator, Field, TypeAdapter, ValidationError

from bot.sandbox.stories.steps import BY_ITSELF, CLOCK, MORE, VERBS, AnyStep, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

#: The stories that come with the practice workspace.
SHIPPED = Path(__file__).parent
_STEP: TypeAdapter[AnyStep] = TypeAdapter(Annotated[AnyStep, Field(discriminator="verb")])

_EXPECTED = {
    "start": "a moment with its zone, as in 2027-03-02T10:00-06:00",
    "steps": "a list of steps",
    "times": "a number from 1 on",
    "names": "a list of names",
}


class StoryError(ValueError):
    """The story cannot be told as it is written; says where, and what was expected."""


class StoryFailed(Exception):
    """The story did not go as it is written; says at which step, and what was there instead."""


def _moment(told: Any) -> Any:
    return datetime.fromisoformat(told) if isinstance(told, str) else told


class Story(Told):
    """A story that can be told.

    Attributes:
        shows: in a sentence, what it is about.
        start: calendar time at which it begins; the machine's present when left out.
    """

    title: str
    shows: str
    start: Annotated[AwareDatetime | None, BeforeValidator(_moment)] = None
    steps: list[AnyStep] = Field(min_length=1)


def shipped() -> list[str]:
    """The names of the stories that ship."""
    return sorted(file.stem for file in SHIPPED.glob("*.yml"))


def read_story(told: str) -> Story:
    """A story that ships, by its name, or one in a file.

    Raises:
        StoryError: there is none, or it cannot be told as it is written.
    """
    file = SHIPPED / f"{told}.yml" if told in shipped() else Path(told)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise StoryError(f"There is no story “{told}”. These ship: {', '.join(shipped())}.") from None
    return parse_story(text)


def parse_story(text: str) -> Story:
    """A story from its YAML.

    Raises:
        StoryError: it cannot be told as it is written.
    """
    loader = yaml.BaseLoader(text)  # takes nothing for anything but words: neither “on” nor “yes” nor 988
    try:
        root = loader.get_single_node()
        told = loader.construct_document(root) if root else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise StoryError(f"Line {line}: this cannot be read as YAML: {error.problem}.") from None
    if not isinstance(told, dict) or not isinstance(root, yaml.MappingNode):
        raise StoryError("Line 1: expected “title”, “shows” and “steps”.")
    _refuse_twice(root)
    if isinstance(told.get("steps"), list):
        lines = next(_lines(value) for key, value in root.value if key.value == "steps")
        told["steps"] = [
            _step(number, line, step) for number, (line, step) in enumerate(zip(lines, told["steps"], strict=True), 1)
        ]
    try:
        return Story.model_validate(told)
    except ValidationError as error:
        raise StoryError(f"{_in_words(error.errors()[0], '')}.") from None


def _step(number: int, line: int, told: Any) -> AnyStep:
    where = f"Step {number} (line {line})"
    if not isinstance(told, dict):
        raise StoryError(f"{where}: expected who does what, as in “Ana types: /refer”.")
    heads = [str(key) for key in told if key not in MORE]
    if len(heads) != 1:
        found = f"there are {_listed(heads)}" if heads else "there is none"
        raise StoryError(f"{where}: a step is one deed, and here {found}. Beside it: {_listed(MORE)}.")
    who, verb = _who_does_what(heads[0])
    if not verb:
        known = _listed((*BY_ITSELF, *(f"Ana {each}" for each in sorted(VERBS))))
        raise StoryError(f"{where}: “{heads[0]}” is nothing that a story knows. It knows {known}.")
    more = {key: value for key, value in told.items() if key in MORE}
    try:
        return _STEP.validate_python({"line": line, "who": who, "verb": verb, "what": told[heads[0]], **more})
    except ValidationError as error:
        raise StoryError(f"{where}: {_in_words(error.errors()[0], heads[0])}.") from None


def _who_does_what(head: str) -> tuple[str, str]:
    """Who, and the verb; the verb is empty where it is none that is known."""
    if head in BY_ITSELF:
        return "", head
    for verb in VERBS:
        who = head.removesuffix(f" {verb}")
        if who not in ("", head):
            return who, verb
    return "", ""


def _in_words(error: ErrorDetails, head: str) -> str:
    """Pydantic's complaint in the words of the file."""
    found = [str(part) for part in error["loc"] if part not in (*VERBS, *BY_ITSELF)]
    field = head if head and found[:1] == ["what"] else (found or [head])[0]
    match error["type"]:
        case "missing":
            return f"“{field}” is missing"
        case "extra_forbidden":
            return f"“{field}” does not belong here"
        case "literal_error":
            known = error["ctx"]["expected"].replace("'", "")
            return f"“{field}” expects {known}, and not “{error['input']}”"
        case "value_error" if field == CLOCK:
            return f"“{field}” expects {error['ctx']['error']}"
        case _:
            return f"“{field}” expects {_EXPECTED.get(field, 'words')}"


def _refuse_twice(node: yaml.Node) -> None:
    """YAML would take the last of two equal keys and say nothing."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise StoryError(f"Line {key.start_mark.line + 1}: “{key.value}” stands there twice.")
            seen.add(key.value)
            _refuse_twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            _refuse_twice(each)


def _lines(steps: yaml.Node) -> list[int]:
    return [each.start_mark.line + 1 for each in steps.value]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
