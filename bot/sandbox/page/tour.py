"""The guided tour: steps that a newcomer is led through on the page, read from a YAML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.yaml_text import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

#: Where the page can point.
Point = Literal["composer", "message", "people", "time"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Until(_Strict):
    """What ends a step: a form with this title, or words that the visitor sees in a conversation.

    Attributes:
        form: the title.
        sees: the words; they count only in what was said since the tour began.
        place: the id of a conversation, or "app" for the direct messages with the app.
    """

    form: str = ""
    sees: str = ""
    place: str = Field("", alias="in")

    @model_validator(mode="after")
    def _one_of_two(self) -> Until:
        if bool(self.form) == bool(self.sees) or bool(self.sees) != bool(self.place):
            raise ValueError("until takes either a form, or what is seen and in which conversation")
        return self


class Step(_Strict):
    """One step.

    Attributes:
        be: the id of whom to be, or "somebody else" than in the step before.
        place: where to be, as in `Until`.
        point: what the page points at; nothing when left out.
        words: what stands on the message that it points at.
    """

    title: str
    text: str
    be: str
    place: str = Field(alias="in")
    point: Point | None = None
    words: str = ""
    until: Until


class Tour(_Strict):
    """The whole tour."""

    title: str
    steps: tuple[Step, ...] = Field(min_length=1)

    def told(self) -> dict[str, Any]:
        """As the page is told it, with the file's own words."""
        return self.model_dump(by_alias=True)


def load_tour(path: Path) -> Tour:
    """Read a tour.

    Raises:
        pydantic.ValidationError: it is not one; the message names the step.
    """
    return Tour.model_validate(read_yaml(path.read_text(encoding="utf-8")))
