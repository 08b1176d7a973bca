"""One message as Slack takes it, and the small parts that every message is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from slack_sdk.models.blocks import Block, InteractiveElement

    from bot.exchange.values import Member
    from bot.views.actions import Action

# Slack's limits in characters (docs.slack.dev, 2026).
_SECTION = 3000
_BUTTON = 75
_CONFIRM_TITLE = 100
_CONFIRM_TEXT = 300
_CONFIRM_BUTTON = 30

#: "<@U1>", "<#C1|name>" and "<!here>"; "<https://...|label>", "<mailto:...|...>" and "<tel:...|...>"
#: (docs.slack.dev, "Formatting message text", 2026).
_MARK = re.compile(r"<(?:[@#!][^<>]*|(?:mailto:|tel:)?(?P<address>[^<>|]+)(?:\|(?P<label>[^<>]*))?)>")


@dataclass(frozen=True)
class Message:
    """A message for Slack.

    Attributes:
        text: what notifications and screen readers say.
        blocks: what is shown.
    """

    text: str
    blocks: Sequence[Block]

    def payload(self) -> dict[str, Any]:
        """The arguments `text` and `blocks` of chat.postMessage, chat.update and chat.postEphemeral."""
        return {"text": self.text, "blocks": [block.to_dict() for block in self.blocks]}


def escape(text: str) -> str:
    """What a person typed, so that Slack shows it as it is and nobody is mentioned by it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_read(text: str) -> str:
    """What people read of a message, from the text that Slack tells of it: its marks for links are undone.

    Mentions are left out: of a colleague, a channel or everybody; nobody typed their name.
    """
    shown = _MARK.sub(lambda mark: " ".join(filter(None, (mark["label"], mark["address"]))), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def cut(text: str, limit: int) -> str:
    """`text`, or as much of it as fits into `limit` characters with a sign that it was longer.

    Neither an escaped character nor a mention is cut in two.
    """
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    if "&" in kept[-4:] and ";" not in kept[kept.rfind("&") :]:
        kept = kept[: kept.rfind("&")]
    if kept.rfind("<") > kept.rfind(">"):
        kept = kept[: kept.rfind("<")]
    return f"{kept.rstrip()}…"


def quoted(text: str) -> str:
    """What a person typed, set off as a quotation."""
    return "\n".join(f">{line}" for line in escape(text).splitlines() if line.strip())


def moment(at: datetime) -> str:
    """A point in time (aware) as every reader sees it in their own zone; UTC where Slack cannot."""
    utc = at.astimezone(UTC)
    fallback = f"{day(utc)}, {utc:%H:%M} UTC"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{fallback}>"


def day(on: date) -> str:
    """A day of the calendar: "March 3"."""
    return f"{on:%B} {on.day}"


def person(member: Member) -> str:
    """The member as a mention."""
    return f"<@{member.user_id}>"


def said(text: str, accessory: InteractiveElement | None = None) -> SectionBlock:
    """A paragraph in mrkdwn, perhaps with a button beside it."""
    return SectionBlock(text=MarkdownTextObject(text=cut(text, _SECTION)), accessory=accessory)


def aside(text: str) -> ContextBlock:
    """A line in small print, in mrkdwn."""
    return ContextBlock(elements=[MarkdownTextObject(text=cut(text, _SECTION))])


def button(
    label: str,
    action: Action,
    value: str,
    *,
    style: str | None = None,
    confirm: ConfirmObject | None = None,
) -> ButtonElement:
    """A button; `value` holds opaque ids only, `style` is "primary", "danger" or None."""
    text = PlainTextObject(text=cut(label, _BUTTON), emoji=True)
    return ButtonElement(text=text, action_id=action.value, value=value, style=style, confirm=confirm)


def asking(title: str, text: str, yes: str, no: str) -> ConfirmObject:
    """The question that Slack asks before a press counts; all plain text."""
    return ConfirmObject(
        title=PlainTextObject(text=cut(title, _CONFIRM_TITLE)),
        text=PlainTextObject(text=cut(text, _CONFIRM_TEXT)),
        confirm=PlainTextObject(text=cut(yes, _CONFIRM_BUTTON)),
        deny=PlainTextObject(text=cut(no, _CONFIRM_BUTTON)),
    )


def choices(*elements: InteractiveElement) -> ActionsBlock:
    """A row of buttons or selects."""
    return ActionsBlock(elements=list(elements))


def packed(lines: Sequence[str]) -> Iterator[str]:
    """The lines as paragraphs, each as long as a section takes."""
    held: list[str] = []
    for line in lines:
        if held and sum(map(len, held)) + len(held) + len(line) > _SECTION:
            yield "\n".join(held)
            held = []
        held.append(line)
    if held:
        yield "\n".join(held)


def plain(text: str) -> Message:
    """A message of one paragraph, which is also what notifications say."""
    return Message(text, [said(text)])


def listed(names: Sequence[str], joint: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"
