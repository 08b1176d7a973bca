"""The private line to whoever typed something into the channel by hand that may say who a client is."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.privacy import Kind
from bot.views.message import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLASSES = MappingProxyType(
    {
        Kind.NAME: "a name",
        Kind.PLACE: "a place",
        Kind.DATE: "a date",
        Kind.AGE: "an age over 89",
        Kind.PHONE: "a phone number",
        Kind.FAX: "a fax number",
        Kind.EMAIL: "an e-mail address",
        Kind.SSN: "a Social Security number",
        Kind.MEDICAL_RECORD: "a record number",
        Kind.HEALTH_PLAN: "a plan number",
        Kind.ACCOUNT: "an account number",
        Kind.LICENCE: "a licence number",
        Kind.VEHICLE: "a plate or vehicle number",
        Kind.DEVICE: "a device number",
        Kind.URL: "a web address",
        Kind.IP: "an internet address",
        Kind.BIOMETRIC: "a mark of somebody's body",
        Kind.PHOTO: "a picture",
        Kind.UNIQUE_CODE: "a number that stands for one person",
        Kind.EMPLOYER: "a workplace",
        Kind.SCHOOL: "a school",
        Kind.CONGREGATION: "a congregation",
        Kind.FACILITY: "a place of care",
        Kind.OCCUPATION: "an occupation that few people have",
        Kind.EVENT: "an event that was in the news",
        Kind.ONLY_ONE: "words that fit one person only",
        Kind.WATCHED: "a word from your collective's list",
    }
)


def may_say_who(kinds: Sequence[Kind]) -> str:
    """What was found, by its class alone, and what to do; the words themselves are not said again.

    Args:
        kinds: each once, in the order of the message; not empty.
    """
    return (
        f"Your message has {listed([_CLASSES[kind] for kind in kinds])} in it. If that could point to a client, please "
        "edit or delete the message. `/refer` asks your colleagues without saying who it is for. "
        "If it's about a colleague or a meeting, all is well."
    )
