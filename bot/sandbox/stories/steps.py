"""The steps of a story as values: who does what, and what they then see."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

SAY, CLOCK, FAULT, FAULT_OVER = "say", "the clock moves", "fault", "fault over"
#: What nobody does.
BY_ITSELF = (SAY, CLOCK, FAULT, FAULT_OVER)
_BY = re.compile(r"by (\d{1,4}) (minute|hour|day|week)s?")
_TO_MORNING = re.compile(r"to the next business day (\d{1,2}):(\d{2})")
_TO_DUE = "to the next thing due"
_HOW_IT_MOVES = f"“by 4 hours” (minutes, days, weeks; up to 9999), “to the next business day 10:00” or “{_TO_DUE}”"

Place = Literal["the channel", "their messages", "the form", "the Home tab"]


def _how_it_moves(told: Any) -> Any:
    if isinstance(told, str) and not (_BY.fullmatch(told) or _TO_MORNING.fullmatch(told) or told == _TO_DUE):
        raise ValueError(_HOW_IT_MOVES)
    return told


class Told(BaseModel):
    """What stands in the file, and nothing else."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Step(Told):
    """One step of a story.

    Attributes:
        line: of the file, from 1.
        who: whoever does it, as the story calls them; empty where nobody does.
    """

    line: int
    who: str = ""
    verb: str
    what: Any

    def sentence(self, name: str) -> str:
        """What happens, for whoever watches; `name` is that of `who`."""
        return _SENTENCES[self.verb].format(name=name, what=self.what)


class Narration(Step):
    """A line for whoever watches."""

    verb: Literal["say"]
    what: str


class ClockMoves(Step):
    """Calendar time moves; see `units`."""

    verb: Literal["the clock moves"]
    what: Annotated[str, BeforeValidator(_how_it_moves)]

    @property
    def units(self) -> tuple[int, str] | None:
        """By how much: a number of "minute", "hour", "day" or "week"."""
        found = _BY.fullmatch(self.what)
        return (int(found[1]), found[2]) if found else None

    @property
    def morning(self) -> tuple[int, int] | None:
        """To which hour and minute of the next business day."""
        found = _TO_MORNING.fullmatch(self.what)
        return (int(found[1]), int(found[2])) if found else None


class Faulty(Step):
    """Something goes wrong from now on or the next time, by its name in the catalogue of the page; or no more."""

    verb: Literal["fault", "fault over"]
    what: str


class Plainly(Step):
    """A deed that needs no more than its words: a command is typed, something is said."""

    verb: Literal["types", "says"]
    what: str


class ClosesForm(Step):
    verb: Literal["closes"]
    what: Literal["the form"]


class OpensHome(Step):
    verb: Literal["opens"]
    what: Literal["the Home tab"]


class FillsIn(Step):
    """Fields of the open form, by label or block id, each with a text, or with options by label or value."""

    verb: Literal["fills in"]
    what: dict[str, str | list[str]]


class Uses(Step):
    """A button is pressed, or an option chosen.

    Attributes:
        place: where; by default in the form where one is open, else in a message to them, else in the channel.
        on: words of the message; the newest one that has it when left out.
        at: words of the line at which it stands, where several lines have one of the same name.
    """

    verb: Literal["presses", "chooses"]
    what: str
    place: Place | None = Field(default=None, alias="in")
    on: str = ""
    at: str = ""


class Reacts(Step):
    """An emoji under a message, or one that is taken back."""

    verb: Literal["reacts with", "takes back"]
    what: str
    place: Literal["the channel", "their messages"] = Field(default="the channel", alias="in")
    on: str = ""


class TakesShortcut(Step):
    """A shortcut of the app's is used, by its name.

    Attributes:
        place: where the message is, for one that stands in a message's menu.
        on: words of that message; the newest one when left out.
    """

    verb: Literal["uses the shortcut"]
    what: str
    place: Literal["the channel", "their messages"] = Field(default="the channel", alias="in")
    on: str = ""


class Sees(Step):
    """What somebody must come to see.

    Attributes:
        what: words that stand together in one message, or in the form.
        times: in so many messages, neither more nor fewer.
        names: what to call the people who are mentioned after the (first) words, in that order.
    """

    verb: Literal["sees"]
    what: str | list[str]
    place: Place = Field(default="their messages", alias="in")
    times: int | None = Field(default=None, ge=1, strict=False)
    names: list[str] = []

    @property
    def words(self) -> list[str]:
        return [self.what] if isinstance(self.what, str) else self.what

    def sentence(self, name: str) -> str:
        where = "" if self.place == "their messages" else f" in {self.place}"
        return f"{name} sees{where}: {', '.join(f'“{words}”' for words in self.words)}"


class DoesNotSee(Step):
    """What nobody may see there (any more)."""

    verb: Literal["does not see"]
    what: str
    place: Place = Field(default="their messages", alias="in")

    def sentence(self, name: str) -> str:
        return f"{name} does not see “{self.what}” in {self.place}"


AnyStep = (
    Narration
    | ClockMoves
    | Faulty
    | Plainly
    | ClosesForm
    | OpensHome
    | FillsIn
    | Uses
    | Reacts
    | TakesShortcut
    | Sees
    | DoesNotSee
)


_SENTENCES = {
    SAY: "{what}",
    CLOCK: "The clock moves {what}",
    FAULT: "Something goes wrong: {what}",
    FAULT_OVER: "It goes wrong no more: {what}",
    "types": "{name} types {what}",
    "says": "{name} says: “{what}”",
    "closes": "{name} closes {what}",
    "opens": "{name} opens {what}",
    "fills in": "{name} fills in the form",
    "presses": "{name} presses “{what}”",
    "chooses": "{name} chooses “{what}”",
    "reacts with": "{name} reacts with {what}",
    "takes back": "{name} takes {what} back",
    "uses the shortcut": "{name} uses the shortcut “{what}”",
}
VERBS = (*(verb for verb in _SENTENCES if verb not in BY_ITSELF), "does not see", "sees")
MORE = ("in", "on", "at", "times", "names")
