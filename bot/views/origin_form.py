"""Who sent the client whom a member passes on, and why they do; and the notes to that source, to be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import PlainTextObject
from slack_sdk.models.views import View

from bot.exchange.sources import Answer, Reason, SourceKind, Written
from bot.privacy import explain
from bot.views import source_words
from bot.views.actions import Action, Form
from bot.views.forms import Answers, about_of, field, modal, one_of, option, radio, text
from bot.views.message import Message, aside, button, choices, escape, plain, said
from bot.views.needs import headline
from bot.views.source_form import KIND, NAME, kind_field, name_field
from bot.views.sources import REASONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slack_sdk.models.blocks import Block

    from bot.exchange.sources import Notes, Source
    from bot.exchange.values import Member
    from bot.matching import Need
    from bot.privacy import Finding

# The block ids.
_WHO = "who"
_WHY = "why"
_MOST = 3000  # characters in a field of Slack's
_COPY = "Press and hold in it, select all, copy. Change it as you like: nothing of it is sent or kept."
_NEVER = (
    "The words tell of no client, and don't say that anybody came: that is the client's to tell. Please keep it so "
    "when you change them."
)
_WHO_IS_IT = "Please pick one of your list, or name somebody new."


def question(referral_id: str, need: Need) -> Message:
    """A line of the digest: who sent them, and why are they passed on? Asked once."""
    text = "Did someone send this client to you, and why are you passing it on?"
    return Message(
        text,
        [
            said(
                f"*{text}* It's about your request: {escape(headline(need))}. If you tell me who did, I have words of "
                "thanks for you to copy. Only you see it, and I ask once."
            ),
            choices(
                button("Tell who sent them", Action.TELL_ORIGIN, referral_id),
                button("Nobody, or skip", Action.SKIP_ORIGIN, referral_id),
            ),
        ],
    )


def settled(*, skipped: bool) -> Message:
    """The same line, once it was answered or skipped."""
    return plain("Skipped: I won't ask again." if skipped else "Noted in your list of sources.")


def render(sources: Sequence[Source], referral_id: str) -> View:
    """The question as a form; whoever has no list yet begins one."""
    blocks: list[Block] = []
    if sources:
        offered = [option(source.id, source.name) for source in sources]
        blocks.append(field(_WHO, "Who sent them?", one_of(offered, "", "From your list"), optional=True))
    label = "Or somebody new" if sources else "Who sent them?"
    blocks += [
        name_field("", label, optional=bool(sources)),
        kind_field(None, "What are they?", optional=bool(sources)),
        field(_WHY, "Why are you passing it on?", radio([option(each, words) for each, words in REASONS.items()], "")),
        aside("Only you see this. Nobody is told."),
    ]
    return modal(Form.ORIGIN, "Who sent them?", "Save", blocks, {"referral_id": referral_id})


def parse(view: Mapping[str, Any]) -> tuple[str, Answer]:
    """Which request it is about, and what was answered; a name that was typed goes before one that was picked."""
    answers, referral_id = Answers(view), about_of(view)["referral_id"]
    reason = Reason(answers.one(_WHY))
    if name := answers.text(NAME):
        return referral_id, Answer("", Written(name, SourceKind(answers.one(KIND) or SourceKind.OTHER)), reason)
    return referral_id, Answer(answers.one(_WHO), None, reason)


def problems(answer: Answer) -> dict[str, str]:
    """What is to be mended, by the field."""
    return {} if answer.source_id or answer.new else {NAME: _WHO_IS_IT}


def tells_somebody(answer: Answer, findings: Sequence[Finding]) -> dict[str, str]:
    """What in the name must go, at its field."""
    return {NAME: explain(answer.new.name if answer.new else "", findings)}


def notes(member: Member, made: Notes) -> View:
    """Thanks, and an honest redirect where the reason calls for one, each to be copied."""
    honest = source_words.redirect(member, made)
    blocks: list[Block] = [
        said(f"*Noted, for you alone.* If you'd like to write to {escape(made.source.name)}:"),
        _to_copy("thanks", "Thanks", source_words.thanks(member, made)),
    ]
    if honest:
        blocks.append(_to_copy("redirect", "Or an honest word on whom to think of", honest))
        blocks.append(aside("Best sent another day: so soon after they sent somebody, it could be read as an answer."))
    return _words([*blocks, choices(button("I was in touch", Action.IN_TOUCH, made.source.id)), aside(_NEVER)], "Noted")


def keep_in_touch(member: Member, source: Source) -> View:
    """A note to keep in touch, to be copied."""
    words = source_words.keep_in_touch(member, source.drafts)
    return _words([_to_copy("words", f"For {source.name}", words), aside(_NEVER)], "Words to copy")


def _to_copy(name: str, label: str, words: str) -> Block:
    return field(name, label, text(words, _MOST, multiline=True), hint=_COPY, optional=True)


def _words(blocks: list[Block], title: str) -> View:
    return View(
        type="modal",
        callback_id=Form.SOURCE_WORDS.value,
        title=PlainTextObject(text=title),
        submit=PlainTextObject(text="Done"),
        close=PlainTextObject(text="Close"),
        blocks=blocks,
    )
