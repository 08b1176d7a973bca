"""The private line that says why something could not be done, without blame and without telling on anybody."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import PlainTextObject
from slack_sdk.models.views import View

from bot.exchange.moves import Why
from bot.exchange.sources import MOST_SOURCES

if TYPE_CHECKING:
    from bot.views.message import Message

_SENTENCES = MappingProxyType(
    {
        Why.NOT_YOURS: "Only whoever asked can do that.",
        Why.OVER: "This one is over: it was withdrawn, or has ended. Thank you all the same.",
        Why.CHOSEN_ALREADY: "The client has chosen a colleague already. Thank you all the same.",
        Why.NOT_NOW: "Things have moved on meanwhile, so nothing changed. Your message shows how it stands now.",
        Why.OWN_REFERRAL: "This is your own request: it is for your colleagues to take.",
        # It must not tell that somebody thinks they may know the client.
        Why.KEPT_FROM: "The referrer is asking other colleagues for this one. Thank you for offering.",
        Why.NOT_A_MEMBER: "Only members of the collective can do that. An admin can tell you how to become one.",
        Why.ALREADY_OFFERED: "You have offered already, and your place is safe. The details are in your DMs.",
        Why.NO_OFFER: "There is no offer of yours here any more, so nothing changed.",
        Why.NOT_ADMIN: "Only workspace owners and admins can do that, and the one more person named in the set-up.",
        Why.OWN_LICENCE: "Nobody looks up their own licence here: another admin can, or whoever the set-up names.",
        Why.NO_SOURCE: "That one is in your list no more, so nothing changed.",
        Why.LIST_FULL: f"Your list holds {MOST_SOURCES} at most. Please take one out first.",
        Why.OTHER_LICENCES: "They list other states by now, so I noted nothing. Please look at the member once more.",
        Why.NO_COLLEAGUE: "I bring thanks to members of the collective alone, and this is none of them.",
        Why.THANKS_TO_ONESELF: "That is you. Thanks here go to a colleague.",
        Why.NO_NICHE: "Say with `/niche` whom you help best, and then I can tell them.",
        Why.TOLD_LATELY: "They have read it from you lately, so I let it be.",
        Why.MENTIONED: "The weekly post has mentioned it already, so this can't be changed any more.",
    }
)


def sentence(why: Why) -> str:
    """Why the move was refused, for the eyes of whoever made it."""
    return _SENTENCES[why]


def on_top(message: Message, title: str, close: str = "Back") -> View:
    """The words as a form of its own, for a button that stands in a form, where there is no other place to say them."""
    return View(
        type="modal",
        title=PlainTextObject(text=title),
        close=PlainTextObject(text=close),
        blocks=message.blocks,
    )
