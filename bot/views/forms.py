"""What every form is made of: its fields, and the answers that come back from them."""

from __future__ import annotations

import json
from datetime import date, time
from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import (
    CheckboxesElement,
    DatePickerElement,
    ExternalDataMultiSelectElement,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    OptionGroup,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticMultiSelectElement,
    StaticSelectElement,
)
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.views import View

from bot.matching import vocabulary
from bot.views.actions import look_up
from bot.views.message import aside, cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from slack_sdk.models.blocks import Block, InputInteractiveElement

    from bot.matching import OwnTerm
    from bot.matching.vocabulary import Kind, Term
    from bot.views.actions import Form

#: The one action id of a field; its block id says which field it is.
ANSWER = "answer"
#: For a day from which a member has room again that is not in the future.
ROOM_BY_THEN = "That day is here already. From which later day would you have room? If you have room now, say so."
# Kinds that nobody reads through on a phone: the bot offers what was typed may mean, in any of its words.
_LONG: frozenset[Kind] = frozenset({"concern", "identity", "language", "modality", "payment"})
# Slack's limit for an option's text, in characters.
_OPTION = 75


def modal(form: Form, title: str, submit: str, blocks: Sequence[Block], about: Mapping[str, Any]) -> View:
    """A form; `about` holds opaque ids and flags only, and comes back with the answers (`about_of`)."""
    return View(
        type="modal",
        callback_id=form.value,
        title=PlainTextObject(text=title),
        submit=PlainTextObject(text=submit),
        close=PlainTextObject(text="Cancel"),
        blocks=blocks,
        private_metadata=json.dumps(about),
    )


def about_of(view: Mapping[str, Any]) -> Mapping[str, Any]:
    """What `modal` was told that the form is about."""
    about: Mapping[str, Any] = json.loads(view["private_metadata"])
    return about


def field(
    name: str,
    label: str,
    element: InputInteractiveElement,
    *,
    hint: str = "",
    optional: bool = False,
    tells: bool = False,
) -> InputBlock:
    """One question; `name` is its block id, and `tells` has Slack say at once what is picked."""
    return InputBlock(
        block_id=name,
        label=PlainTextObject(text=label),
        element=element,
        hint=PlainTextObject(text=hint) if hint else None,
        optional=optional,
        dispatch_action=tells or None,
    )


def option(value: str, label: str, description: str = "") -> Option:
    """One thing to pick."""
    return Option(
        value=value,
        text=PlainTextObject(text=cut(label, _OPTION)),
        description=PlainTextObject(text=cut(description, _OPTION)) if description else None,
    )


def of_term(term: Term) -> Option:
    """A term as something to pick."""
    return option(term.code, term.label, term.about)


def terms(kind: Kind, own: Sequence[OwnTerm] = ()) -> list[Option]:
    """Every term of a kind as something to pick; `own` are the collective's own terms, of all kinds."""
    return [of_term(term) for term in vocabulary.terms(kind, own)]


def many_terms(
    kind: Kind,
    chosen: Sequence[str],
    placeholder: str,
    most: int | None = None,
    *,
    asking: bool = False,
    own: Sequence[OwnTerm] = (),
) -> StaticMultiSelectElement | ExternalDataMultiSelectElement:
    """Several terms of a kind, under their headings; Slack keeps the order in which they are picked.

    A long list is found by typing (`bot.views.typeahead`), with the collective's own terms in it; what was chosen stays
    there even when the collective has dropped it since.

    Args:
        chosen: codes.
        most: how many may be picked.
        asking: a therapist is asked for, so that terms which no referral asks for are not offered.
        own: the collective's own terms, of all kinds, for a list that is short.
    """
    hint = PlainTextObject(text=placeholder)
    if kind in _LONG:
        found = (vocabulary.find(kind, code) for code in chosen)
        return ExternalDataMultiSelectElement(
            action_id=look_up(kind, asking=asking),
            placeholder=hint,
            min_query_length=0,
            initial_options=[of_term(term) for term in found if term] or None,
            max_selected_items=most,
        )
    return StaticMultiSelectElement(
        action_id=ANSWER,
        placeholder=hint,
        option_groups=[
            OptionGroup(label=PlainTextObject(text=name), options=[of_term(term) for term in group])
            for name, group in vocabulary.groups(kind, own)
        ],
        initial_options=_initial(terms(kind, own), chosen),
        max_selected_items=most,
    )


def one_term(kind: Kind, chosen: str, placeholder: str) -> ExternalDataSelectElement:
    """One term of a kind with a long list, found by typing as in `many_terms`; `chosen` is its code."""
    term = vocabulary.find(kind, chosen)
    return ExternalDataSelectElement(
        action_id=look_up(kind, asking=False),
        placeholder=PlainTextObject(text=placeholder),
        min_query_length=0,
        initial_option=of_term(term) if term else None,
    )


def one_of(options: Sequence[Option], chosen: str, placeholder: str) -> StaticSelectElement:
    """One of a list."""
    return StaticSelectElement(
        action_id=ANSWER,
        placeholder=PlainTextObject(text=placeholder),
        options=options,
        initial_option=next(iter(_initial(options, [chosen])), None),
    )


def radio(options: Sequence[Option], chosen: str) -> RadioButtonsElement:
    """One of a few, all in sight."""
    return RadioButtonsElement(
        action_id=ANSWER, options=options, initial_option=next(iter(_initial(options, [chosen])), None)
    )


def ticks(options: Sequence[Option], chosen: Sequence[str]) -> CheckboxesElement:
    """Any of a few, all in sight."""
    return CheckboxesElement(action_id=ANSWER, options=options, initial_options=_initial(options, chosen))


def text(
    value: str, most: int, placeholder: str = "", *, multiline: bool = False, action: str = ANSWER
) -> PlainTextInputElement:
    """Something to write, of at most `most` characters.

    Args:
        action: another than the usual one is told with each letter, where the field `tells`.
    """
    each_letter = DispatchActionConfig(trigger_actions_on=["on_character_entered"]) if action != ANSWER else None
    return PlainTextInputElement(
        action_id=action,
        initial_value=value or None,
        dispatch_action_config=each_letter,
        max_length=most,
        multiline=multiline,
        placeholder=PlainTextObject(text=placeholder) if placeholder else None,
    )


def day(chosen: date | None) -> DatePickerElement:
    """A day of the calendar."""
    return DatePickerElement(action_id=ANSWER, initial_date=chosen.isoformat() if chosen else None)


def written_anew(name: str, times: int) -> str:
    """The block id of a field whose text was written anew this often: at the same id Slack keeps what was typed."""
    return f"{name}:{times}" if times else name


def at_the_end() -> list[Block]:
    """The line beside the button of a longer form that says something at its top: a phone may show its end alone."""
    return [aside(":point_up: Please look at the top of this form first.")]


def block_id(view: Mapping[str, Any], name: str) -> str:
    """The block id that a field has in a form that was sent; what follows a ":" is not its name."""
    ids: Iterator[str] = (block["block_id"] for block in view["blocks"] if block["type"] == "input")
    return next(id_ for id_ in ids if id_.partition(":")[0] == name)


class Answers:
    """What somebody filled in, by the name of the field; a field that was not shown or left empty is empty.

    A block id may go on after its field's name with ":" and more: Slack keeps what was filled in when a form is drawn
    anew, so a field that is to forget it needs another block id.

    Args:
        view: as Slack sends it with `view_submission` and `block_actions`.
    """

    def __init__(self, view: Mapping[str, Any]) -> None:
        values: Mapping[str, Mapping[str, Mapping[str, Any]]] = view["state"]["values"]
        self._values = {block_id.partition(":")[0]: answer for block_id, answer in values.items()}

    def text(self, name: str) -> str:
        return str(self._of(name).get("value") or "").strip()

    def one(self, name: str) -> str:
        """The value of the one option that was picked."""
        picked = self._of(name).get("selected_option") or {}
        return str(picked.get("value", ""))

    def many(self, name: str) -> tuple[str, ...]:
        """The values of the options that were picked, in the order of picking."""
        return tuple(picked["value"] for picked in self._of(name).get("selected_options") or ())

    def day(self, name: str) -> date | None:
        picked = self._of(name).get("selected_date")
        return date.fromisoformat(picked) if picked else None

    def time(self, name: str) -> time | None:
        picked = self._of(name).get("selected_time")
        return time.fromisoformat(picked) if picked else None

    def people(self, name: str) -> frozenset[str]:
        """The Slack ids of the people who were picked."""
        return frozenset(self._of(name).get("selected_users") or ())

    def person(self, name: str) -> str:
        return str(self._of(name).get("selected_user") or "")

    def conversation(self, name: str) -> str:
        return str(self._of(name).get("selected_conversation") or "")

    def _of(self, name: str) -> Mapping[str, Any]:
        return next(iter(self._values.get(name, {}).values()), {})


def _initial(options: Sequence[Option], chosen: Sequence[str]) -> list[Option]:
    by_value = {option.value: option for option in options}
    return [by_value[code] for code in chosen if code in by_value]
