"""What a form says of words that identify somebody, or may: the words marked, another wording, a question for each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import (
    RichTextBlock,
    RichTextElementParts,
    RichTextQuoteElement,
    RichTextSectionElement,
)

from bot.privacy import Certainty, Kind, explain, mend, suggestion
from bot.views.forms import about_of, block_id, field, option, radio
from bot.views.message import asking, button, choices, cut, escape, listed, said

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from slack_sdk.models.blocks import Block, RichTextElement

    from bot.privacy import Finding, Line
    from bot.views.actions import Action

    #: How the lines of a text could be without what was found in it.
    Reword = Callable[[str, Sequence[Finding]], list[Line]]

#: Questions at a time: a form has at most 100 blocks. Whoever has more doubtful words is asked about the others next.
_MOST = 20
_MOST_KEYS = 100  # of 16 characters each, in the 3,000 of a form's metadata
_WORDS = 60  # characters of the words in a question
#: The title of a form with words to be looked at, wherever the phone has scrolled to.
LOOK_AGAIN = "Please look once more"
_ARROW = "→ "
_ASK = MappingProxyType(
    {
        Kind.NAME: "Is “{}” a person, a place or a workplace?",
        Kind.PLACE: "Does “{}” say where somebody is?",
        Kind.DATE: "Does “{}” say when something happened to somebody?",
    }
)
_ABOUT_CLIENT = "This note tells a good deal about your client. Said as the therapist you need, it is easier to answer."
#: What the button of a form does, by what is written on it.
_DONE = MappingProxyType({"Ask": "sent", "Send": "sent", "Save": "saved"})
_ASK_ANY = "Could “{}” point to somebody?"


class Verdict(StrEnum):
    """What the writer says of a doubtful word."""

    NOBODY = "nobody"
    OUT = "out"


@dataclass(frozen=True)
class Review:
    """What the writer of a text is to look at before it goes anywhere.

    Attributes:
        found: what remains in the text that identifies somebody, or may.
        taken_out: the words that were taken out of it as its writer asked.
        about_client: no word of it identifies, but it tells who the client is; this is said once.
        reworded: it holds the other wording now.
        reword: how its lines could be.
    """

    found: Sequence[Finding] = ()
    taken_out: Sequence[str] = ()
    about_client: bool = False
    reworded: bool = False
    reword: Reword = mend

    def __bool__(self) -> bool:
        return bool(self.found or self.taken_out or self.about_client or self.reworded)


def on_top(review: Review, submit: str, where: str = "") -> list[Block]:
    """The line at the top of the form; none where there is nothing to look at.

    Args:
        submit: what is written on the form's button.
        where: the label of the field, where it does not stand right below.
    """
    words = f"Your words under “{where}”" if where else "Your words"
    line = ""
    if review.found:
        line = f"{words} may say who somebody is. Please look at them once more."
    elif review.taken_out:
        quoted = listed([f"“{escape(cut(each, _WORDS))}”" for each in dict.fromkeys(review.taken_out)])
        line = f"I took out {quoted}. Please read what is left, then press *{submit}*."
    elif review.reworded:
        line = f"{words} are the other wording now. Please read it, change what you like, then press *{submit}*."
    elif review.about_client:
        line = f"{_ABOUT_CLIENT} If you like it as it is, just press *{submit}*."
    return [said(f"*Nothing is {_DONE[submit]} yet.* {line}")] if line else []


def around(name: str, text: str, ask: Block, review: Review, use: Action) -> list[Block]:
    """The field of a text; above it, line by line, how it is and how it could be; below, a question for each doubt.

    Args:
        name: the field's.
        text: as it was typed.
        ask: the field.
        review: where there is no other wording to show, the field stands alone.
        use: the button that takes the other wording.
    """
    if not (review.found or review.about_client):
        return [ask]
    questions = (_question(name, text, each) for each in _asked(text, review.found))
    return [*_above(name, text, review, use), ask, *questions]


def _above(name: str, text: str, review: Review, use: Action) -> list[Block]:
    findings = review.found
    lines = review.reword(text, findings)
    elements: list[RichTextElement] = []
    start = 0
    for line in lines:
        start = text.index(line.before, start)
        if line.after != line.before:
            marked = RichTextQuoteElement(elements=list(_marked(text, start, start + len(line.before), findings)))
            after = _plain(f"{_ARROW}{line.after or 'left out'}")
            elements += [marked, RichTextSectionElement(elements=[after])]
        start += len(line.before)
    shown: list[Block] = [RichTextBlock(block_id=_shown_id(name, text, findings), elements=elements)]
    if any(each.certainty is Certainty.CERTAIN for each in findings):
        shown.append(said(escape(explain(text, findings))))
    if suggestion(lines):
        return [*shown, choices(button("Use the wording after the arrow", use, name))]
    sure = asking(
        "Leave all of it out?", "What you wrote here goes, and the field is empty.", "Leave it out", "Keep it"
    )
    return [*shown, choices(button("Leave it out", use, name, confirm=sure))]


def vouched(view: Mapping[str, Any], *names: str) -> frozenset[str]:
    """The keys of the words of which the writer says that they identify nobody, or said so in an earlier round.

    Args:
        names: of the fields whose texts are checked.
    """
    now = (key for name in names for key, verdict in _verdicts(view, name) if verdict == Verdict.NOBODY)
    return frozenset([*now, *about_of(view).get("vouched", ())])


def as_many_as_fit(keys: Collection[str]) -> Sequence[str]:
    """The keys that a form remembers; what is beyond them is asked about once more."""
    return sorted(keys)[:_MOST_KEYS]


def to_take_out(view: Mapping[str, Any], name: str, text: str, findings: Sequence[Finding]) -> Sequence[Finding]:
    """Of what remains, the words that the writer asked to have taken out."""
    out = {key for key, verdict in _verdicts(view, name) if verdict == Verdict.OUT}
    return [each for each in findings if each.key(text) in out]


def errors(view: Mapping[str, Any], name: str, text: str, findings: Sequence[Finding]) -> dict[str, str]:
    """What must go, by block id, where the form shows these very findings already; else empty.

    Slack itself sends no form with a question that is open.
    """
    ids = [block.get("block_id", "") for block in view["blocks"]]
    if _shown_id(name, text, findings) not in ids:
        return {}
    return {block_id(view, name): explain(text, findings)}


def is_shown(view: Mapping[str, Any], name: str) -> bool:
    """Whether a form shows what was found in a text, or another wording of it."""
    return any(block.get("block_id", "").startswith(f"{name}.found.") for block in view["blocks"])


def _asked(text: str, findings: Sequence[Finding]) -> Sequence[Finding]:
    """The doubtful findings that are asked about now, each stretch of words once."""
    doubtful: dict[str, Finding] = {}
    for each in findings:
        if each.certainty is Certainty.DOUBTFUL:
            doubtful.setdefault(each.key(text), each)
    return list(doubtful.values())[:_MOST]


def _question(name: str, text: str, finding: Finding) -> Block:
    question = _ASK.get(finding.kind, _ASK_ANY).format(cut(finding.words(text), _WORDS))
    says_it = finding.reason.removeprefix("may be ") in question
    answers = [option(Verdict.NOBODY, "No, or it points to nobody"), option(Verdict.OUT, "Yes: take it out")]
    return field(
        _question_name(name, text, finding),
        question,
        radio(answers, ""),
        hint="" if says_it else f"It {finding.reason}.",
    )


def _verdicts(view: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
    for id_, answer in view["state"]["values"].items():
        stem, _, key = id_.partition(":")[0].partition(".")
        if stem == name and key:
            [picked] = answer.values()
            yield key, (picked.get("selected_option") or {}).get("value", "")


def _marked(text: str, start: int, end: int, findings: Sequence[Finding]) -> Iterator[RichTextElement]:
    """`text[start:end]` with the words that were found set off."""
    at = start
    for each in findings:
        first, last = max(each.start, start), min(each.end, end)
        if first < last:
            if at < first:
                yield _plain(text[at:first])
            yield RichTextElementParts.Text(text=text[first:last], style=RichTextElementParts.TextStyle(code=True))
            at = last
    if at < end:
        yield _plain(text[at:end])


def _plain(text: str) -> RichTextElementParts.Text:
    return RichTextElementParts.Text(text=text)


def _question_name(name: str, text: str, finding: Finding) -> str:
    return f"{name}.{finding.key(text)}"


def _shown_id(name: str, text: str, findings: Sequence[Finding]) -> str:
    """Another for another text, or for other findings in it: what is shown speaks of what was sent."""
    found = [(each.start, each.end, each.kind, each.certainty) for each in findings]
    return f"{name}.found.{sha256(f'{text} {found}'.encode()).hexdigest()[:12]}"
