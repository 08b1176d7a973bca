"""Tells a story in the practice workspace: everybody does what it says, and must then see what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from bot.sandbox.page.playback import Playback, Stopped
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.views import View
from bot.sandbox.stories import labels, reading
from bot.sandbox.stories.story import StoryError, StoryFailed
from bot.sandbox.stories.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.sandbox.acting.participant import Participant
    from bot.sandbox.server import PracticeServer
    from bot.sandbox.slack.conversations import Message
    from bot.sandbox.stories.steps import (
        AnyStep,
        DoesNotSee,
        FillsIn,
        Place,
        Reacts,
        Sees,
        Step,
        TakesShortcut,
        Uses,
    )
    from bot.sandbox.stories.story import Story

_T = TypeVar("_T")
#: One message a second goes to a channel, and a step may wait for several (seconds of the machine's time).
_PATIENCE = 40.0
_MOST_SEEN = 4


class Storyteller:
    """Tells one story, once.

    Args:
        pace: seconds of the machine's time before each step, so that a person can follow.
        heard: is told each line.
        patience: how long to wait for what must come to be seen, in seconds of the machine's time.

    Attributes:
        playback: how far it is.

    Raises:
        StoryError: somebody in it is not in the workspace.
    """

    def __init__(
        self,
        server: PracticeServer,
        story: Story,
        *,
        pace: float = 0,
        heard: Callable[[str], object] = lambda _line: None,
        patience: float = _PATIENCE,
    ) -> None:
        self._server = server
        self._story = story
        self._pace = pace
        self._heard = heard
        self._patience = patience
        self.playback = Playback(story.title, len(story.steps), server.workspace.touch)
        server.show_story(self.playback)
        people = [person for person in server.workspace.people.values() if not person.is_bot]
        self._names = {person.id: person.name for person in server.workspace.people.values()}
        self._channel = next(iter(server.workspace.conversations))
        self._ids = {each.lower(): p.id for p in people for each in (p.id, p.name, p.handle, p.name.split()[0])}
        self._world = World(server, self.playback, ZoneInfo(people[0].timezone), patience)
        self._check_who()

    def tell(self) -> None:
        """Tell it to its end.

        Raises:
            StoryFailed: it did not go as it is written.
            Stopped: nobody wants to hear the rest.
        """
        for number, step in enumerate(self._story.steps, 1):
            try:
                self._take(step)
            except Stopped:
                raise
            except Exception as error:
                why, line = _why(error), self._line(step)
                shortly, _, _ = why.partition("\n")
                self.playback.finish(f"It does not go on as it is written. {line} {shortly}")
                raise StoryFailed(f"Step {number} (line {step.line}): {line}\n{why}") from error
        self.playback.finish("The end.")

    def _take(self, step: AnyStep) -> None:
        """Wait until it can be done, say so, leave a moment to look, and do it."""
        doing: dict[str, Callable[[Any], tuple[str, Callable[[], object]]]] = {
            "say": lambda _step: ("", _nothing),
            "the clock moves": lambda step: ("", lambda: self._world.move_clock(step)),
            "fault": lambda step: ("", lambda: self._world.go_wrong(step.what, on=True)),
            "fault over": lambda step: ("", lambda: self._world.go_wrong(step.what, on=False)),
            "types": lambda step: (self._channel, lambda: self._who(step).command(step.what, self._channel)),
            "says": lambda step: (self._channel, lambda: self._who(step).say(self._channel, step.what)),
            "closes": lambda step: (self._with_form(step), self._who(step).close),
            "opens": lambda step: ("home", self._who(step).open_home),
            "fills in": lambda step: (self._with_form(step), lambda: self._fill_in(step)),
            "presses": self._use,
            "chooses": self._use,
            "reacts with": self._react,
            "takes back": self._react,
            "uses the shortcut": self._take_shortcut,
            "sees": self._see,
            "does not see": self._miss,
        }
        where, do = doing[step.verb](step)
        line = self._line(step)
        self.playback.step(line, self._id(step.who) if step.who else "", where)
        self._heard(line)
        self.playback.wait(self._pace)
        do()

    def _line(self, step: AnyStep) -> str:
        return step.sentence(self._names[self._id(step.who)] if step.who else "")

    def _fill_in(self, step: FillsIn) -> None:
        """All fields are on the form together, so they are filled in together."""
        who = self._who(step)
        if (view := who.view) is None:
            raise StoryFailed("The form is gone.")
        try:
            who.fill(labels.typed(view, step.what, self._id))
        except LookupError as error:
            raise StoryFailed(f"{error.args[0]} It reads:\n{self._read([view])}") from None

    def _use(self, step: Uses) -> tuple[str, Callable[[], object]]:
        who = self._who(step)
        kind, using = ("button", labels.pressing) if step.verb == "presses" else ("option", labels.choosing)

        def find() -> tuple[Message | View, Callable[[], object]] | None:
            places = [reading.from_line(place, step.at, self._names) for place in self._places(step)]
            return next(((place, use) for place in places if (use := using(who, place, step.what))), None)

        place, use = self._wait(find, f"There is no {kind} “{step.what}”", lambda: self._places(step))
        return _spot(place), use

    def _places(self, step: Uses) -> Sequence[Message | View]:
        """Where to look, the newest first; whoever has a form open reaches nothing behind it."""
        who = self._who(step)
        if who.view or step.place == "the form":
            return [who.view] if who.view else []
        if step.place:
            looked = self._shown(who, step.place)
        else:
            looked = [*self._shown(who, "the channel"), *self._shown(who, "their messages")]
        return [place for place in reversed(looked) if step.on in self._read([place])]

    def _react(self, step: Reacts) -> tuple[str, Callable[[], object]]:
        who = self._who(step)
        emoji, message = labels.emoji(step.what), self._message(who, step)
        act = who.react if step.verb == "reacts with" else who.unreact
        return _spot(message), lambda: act(message.channel, message.ts, emoji)

    def _take_shortcut(self, step: TakesShortcut) -> tuple[str, Callable[[], object]]:
        who = self._who(step)
        if self._server.workspace.manifest.shortcut(step.what).kind == "global":
            return "", lambda: who.shortcut(step.what)
        message = self._message(who, step)
        return _spot(message), lambda: who.shortcut(step.what, message)

    def _message(self, who: Participant, step: Reacts | TakesShortcut) -> Message:
        """The newest message that the step means, once there is one."""

        def find() -> Message | None:
            seen = who.messages(self._channel) if step.place == "the channel" else who.dms
            return next((each for each in reversed(seen) if step.on in self._read([each])), None)

        return self._wait(find, "There is no such message", lambda: self._newest(who, step.place))

    def _see(self, step: Sees) -> tuple[str, Callable[[], object]]:
        who = self._who(step)

        def saying() -> list[tuple[Message | View, str]]:
            read = [(place, self._read([place])) for place in self._shown(who, step.place)]
            return [(place, text) for place, text in read if all(words in text for words in step.words)]

        def holds() -> bool:
            return len(saying()) == step.times if step.times else bool(saying())

        often = f" {step.times} times" if step.times else ""
        self._wait(holds, f"That does not stand there{often}", lambda: self._newest(who, step.place))
        place, text = saying()[-1]
        self._call(step, text)
        return _spot(place) or self._where(who, step.place), _nothing

    def _call(self, step: Sees, text: str) -> None:
        """Call the people who are mentioned after the words by the names that the story gives them."""
        rest = text.partition(step.words[0])[2]
        mentioned = {found: user for user, name in self._names.items() if (found := rest.find(f"@{name}")) >= 0}
        if len(mentioned) < len(step.names):
            raise StoryFailed(f"Fewer people are mentioned there than {', '.join(step.names)}:\n{text}")
        for name, (_, user) in zip(step.names, sorted(mentioned.items()), strict=False):
            self._ids[name.lower()] = user

    def _miss(self, step: DoesNotSee) -> tuple[str, Callable[[], object]]:
        who = self._who(step)
        self._world.settle()
        self._wait(
            lambda: not any(step.what in self._read([place]) for place in self._shown(who, step.place)),
            "That was to be read all the same",
            lambda: self._newest(who, step.place),
        )
        return self._where(who, step.place), _nothing

    def _shown(self, who: Participant, place: Place) -> Sequence[Message | View]:
        """What stands in a place, the oldest first."""
        match place:
            case "the channel":
                return who.messages(self._channel)
            case "their messages":
                return who.dms
            case "the form":
                return [who.view] if who.view else []
            case _:
                return [who.home] if who.home else []

    def _newest(self, who: Participant, place: Place) -> Sequence[Message | View]:
        return list(reversed(self._shown(who, place)))

    def _where(self, who: Participant, place: Place) -> str:
        places = {"the channel": self._channel, "their messages": who.dm_with_bot().id, "the Home tab": "home"}
        return places.get(place, "")

    def _with_form(self, step: Step) -> str:
        who = self._who(step)
        self._wait(lambda: who.view, "No form is open", lambda: list(reversed(who.dms)))
        return ""

    def _read(self, places: Sequence[Message | View]) -> str:
        return "\n\n".join(reading.words_of(place, self._names) for place in places)

    def _wait(
        self, find: Callable[[], _T | None], missing: str, seen: Callable[[], Sequence[Message | View]] = lambda: ()
    ) -> _T:
        """Wait until something is found; what was `missing` is said with what was `seen` instead."""
        found: list[_T] = []

        def look() -> bool:
            self.playback.check()
            if here := find():
                found.append(here)
            return bool(found)

        try:
            self._server.wait_until(look, self._patience)
        except TimeoutError:
            read = self._read(seen()[:_MOST_SEEN])
            raise StoryFailed(f"{missing}. " + (f"This was there:\n{read}" if read else "")) from None
        return found[0]

    def _who(self, step: Step) -> Participant:
        return self._server.person(self._id(step.who))

    def _id(self, name: str) -> str:
        return self._ids[name.lower()]

    def _check_who(self) -> None:
        """Everybody is known by the time they do something."""
        known = set(self._ids)
        for number, step in enumerate(self._story.steps, 1):
            if step.who and step.who.lower() not in known:
                there = ", ".join(sorted({name.split()[0] for name in self._names.values()}))
                raise StoryError(f"Step {number} (line {step.line}): nobody is called {step.who}. There are {there}.")
            known |= {name.lower() for name in getattr(step, "names", ())}


def _why(error: Exception) -> str:
    match error:
        case SlackError():
            return f"Slack would not: {error.code}"
        case StoryFailed() | LookupError() | ValueError():
            return str(error)
        case _:
            return f"{type(error).__name__}: {error}"


def _spot(place: Message | View) -> str:
    """Where a message is read, as `Progress.where` has it; empty for a form or a Home tab."""
    if isinstance(place, View):
        return ""
    return f"{place.channel}/{place.thread_ts}" if place.thread_ts and not place.broadcast else place.channel


def _nothing() -> None:
    """Some steps are only there to be read."""
