"""The form of a thank-you: whom it is for, words to begin with, another draft, and how it will read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import PlainTextObject, UserSelectElement
from slack_sdk.models.views import View

from bot.exchange.gratitude import ThankYou, after, in_turn
from bot.views import refusals, review, thanks_drafts
from bot.views.actions import Action, Form
from bot.views.forms import ANSWER, Answers, about_of, block_id, field, modal, option, text, ticks, written_anew
from bot.views.message import Message, aside, button, choices, cut, plain, said
from bot.views.review import Review
from bot.views.thanks import thank_you

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slack_sdk.models.blocks import Block

    from bot.exchange.gratitude import Given
    from bot.exchange.values import Member

#: The block id of the words.
WORDS = "words"
_TO = "to"
_SHARE = "share"
_COPY = "copy"
_WORDS_LIMIT = 1000  # characters
_TITLE = 24  # characters that a form's title takes
_NOTHING = Review()
_SUBMIT = "Send"
_KEPT = "These are your own words, so I left them. Empty the field for another draft."
_WITHOUT_NICHE = "Say with `/niche` whom you help best, and the next draft holds a line of it."


@dataclass(frozen=True)
class Written:
    """A thank-you with what its form shows beside it.

    Attributes:
        title: of the form.
        weekly: there is a weekly post that could mention it.
        without_niche: its writer has said nothing yet that a draft could say of whom they help best.
        kept: another draft was asked for, and the words are the writer's own.
    """

    title: str
    note: ThankYou
    weekly: bool = False
    without_niche: bool = False
    kept: bool = False

    def with_words(self, words: str) -> Written:
        """The same with other words."""
        return replace(self, note=self.note.with_words(words), kept=False)


def begun(giver: Member, note: ThankYou, given: Sequence[Given], to: Member | None, *, weekly: bool) -> Written:
    """A thank-you that says nothing about any client, to begin with.

    Args:
        given: what this giver wrote before.
        to: who is thanked; None while nobody is picked.
    """
    draft = _in_turn(giver, note, given, to)[0]
    words = thanks_drafts.words(draft, giver.niche)
    title = cut(f"Thank {to.name}", _TITLE) if to and note.referral_id else "Say thank you"
    without = not (giver.niche.statement or giver.niche.every_concern)
    return Written(title, replace(note, words=words, draft=draft), weekly, without)


def another(written: Written, giver: Member, given: Sequence[Given], to: Member | None) -> Written:
    """The same with the next draft, unless the words are the writer's own by now."""
    note = written.note
    if note.words and note.words != thanks_drafts.words(note.draft, giver.niche):
        return replace(written, kept=True)
    draft = after(note.draft, _in_turn(giver, note, given, to))
    return replace(written, note=note.with_draft(draft, thanks_drafts.words(draft, giver.niche)), kept=False)


def render(written: Written, reviewed: Review = _NOTHING) -> View:
    """The form, with what the writer is to look at in the words."""
    note = written.note
    ask = field(
        written_anew(WORDS, note.rewritten),
        "Your words",
        text("" if written.kept else note.words, _WORDS_LIMIT, multiline=True),
        hint="Goes to them alone. Nothing about the client, please.",
    )
    blocks = [
        *review.on_top(reviewed, _SUBMIT),
        *([] if note.referral_id else [_whom(note.to_user)]),
        *review.around(WORDS, note.words, ask, reviewed, Action.USE_THANKS),
        choices(
            button("Another draft", Action.OTHER_DRAFT, WORDS),
            button("Preview", Action.PREVIEW_THANKS, WORDS),
            button("Copy it instead", Action.COPY_THANKS, WORDS),
        ),
        *_beside(written),
        *([_may_be_shared(note)] if written.weekly else []),
    ]
    about = {
        "to": note.to_user if note.referral_id else "",
        "referral_id": note.referral_id,
        "form_id": note.form_id,
        "draft": note.draft,
        "weekly": written.weekly,
        "without_niche": written.without_niche,
        "rewritten": note.rewritten,
        "vouched": review.as_many_as_fit(note.not_identifying),
    }
    return modal(Form.THANKS, written.title, _SUBMIT, blocks, about)


def parse(view: Mapping[str, Any]) -> Written:
    """What was written, and to whom."""
    about, answers = about_of(view), Answers(view)
    note = ThankYou(
        form_id=about["form_id"],
        to_user=about["to"] or answers.person(_TO),
        referral_id=about["referral_id"],
        words=answers.text(WORDS),
        draft=about["draft"],
        may_be_shared=bool(answers.many(_SHARE)),
        not_identifying=review.vouched(view, WORDS),
        rewritten=about.get("rewritten", 0),
    )
    return Written(view["title"]["text"], note, about["weekly"], about["without_niche"])


def cannot_thank(view: Mapping[str, Any], why: str) -> dict[str, str]:
    """Why whoever was picked cannot be thanked, by the field at which Slack is to show it."""
    return {block_id(view, WORDS if about_of(view)["to"] else _TO): why}


def preview(giver: Member, words: str) -> View:
    """What the colleague will read, as they will read it."""
    message = thank_you(giver, words)
    return refusals.on_top(Message(message.text, [*message.blocks, aside("Nothing is sent yet.")]), "How it will read")


def to_copy(words: str) -> View:
    """The words where they can be marked and copied, for a card or an e-mail."""
    copied = field(_COPY, "Your words", text(words, _WORDS_LIMIT, multiline=True), optional=True)
    copied.hint = PlainTextObject(text="Hold or click the words, select all, copy. Nothing is sent from here.")
    about = said("For a card, a letter or an e-mail to them.")
    return modal(Form.COPY_THANKS, "Copy your words", "Done", [about, copied], {})


def nothing_to_show(words: str) -> View:
    """For a preview or a copy of words that did not pass the check, or of none."""
    why = (
        "Some of the words may say who somebody is, so I show nothing yet. *Send* asks you about them first; nothing "
        "goes out before."
        if words
        else "There are no words yet."
    )
    return refusals.on_top(plain(why), "Not yet")


def _in_turn(giver: Member, note: ThankYou, given: Sequence[Given], to: Member | None) -> Sequence[str]:
    drafts = thanks_drafts.keys(after_hand_off=bool(note.referral_id))
    return in_turn(drafts, given, giver.user_id, to.id if to else "")


def _whom(user_id: str) -> Block:
    nobody = PlainTextObject(text="A colleague")
    picker = UserSelectElement(action_id=ANSWER, placeholder=nobody, initial_user=user_id or None)
    return field(_TO, "Whom do you thank?", picker)


def _beside(written: Written) -> list[Block]:
    lines = [*([_KEPT] if written.kept else []), *([_WITHOUT_NICHE] if written.without_niche else [])]
    return [aside("\n".join(lines))] if lines else []


def _may_be_shared(note: ThankYou) -> Block:
    mention = option(
        "yes", "Yes, if they agree too", "Your names and these words; two weeks after a hand-off at the soonest"
    )
    return field(
        _SHARE,
        "May the weekly post mention it?",
        ticks([mention], ["yes"] if note.may_be_shared else []),
        optional=True,
    )
