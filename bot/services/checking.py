"""The privacy check as the services use it: every text that others will read passes here before anything keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.privacy import Certainty, find_identifiers

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.privacy import Finding, Known


class IdentifyingTextError(ValueError):
    """A text says, or may say, who somebody is. The text itself is not in the error.

    Attributes:
        findings: what remains: what is certain, and what is doubtful and was not vouched for.
        where: which of several texts it is; "" where there is but one.
    """

    def __init__(self, findings: Sequence[Finding], where: str) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = tuple(findings)
        self.where = where


def check(text: str, known: Known, vouched: Collection[str] = (), *, where: str = "") -> tuple[str, ...]:
    """Let a text through that identifies nobody.

    Args:
        text: what somebody typed and others will read.
        known: what is known of it beforehand.
        vouched: the keys (`Finding.key`) of the doubtful words of which the writer says that they identify nobody.
        where: which of several texts this is, for the error.

    Returns:
        What the words that were vouched for were taken for, in their order: codes of `bot.privacy.Kind`.

    Raises:
        IdentifyingTextError: words remain that identify somebody, or may.
        PrivacyDataError: the check itself cannot run; nothing may pass.
    """
    findings = find_identifiers(text, known)
    if left := _remaining(findings, text, vouched):
        raise IdentifyingTextError(left, where)
    return tuple(each.kind.value for each in findings)


def remaining(text: str, known: Known, vouched: Collection[str] = ()) -> Sequence[Finding]:
    """What `check` would refuse in a text.

    Raises:
        PrivacyDataError: the check itself cannot run.
    """
    return _remaining(find_identifiers(text, known), text, vouched)


def vouched_in(text: str, known: Known, kinds: Sequence[str]) -> frozenset[str]:
    """The keys of the words in a text that were vouched for when it passed: nobody is asked about a word twice.

    Args:
        kinds: what they were taken for then. Where the check sees something else there now, all is asked anew.

    Raises:
        PrivacyDataError: the check itself cannot run.
    """
    findings = find_identifiers(text, known)
    if [each.kind.value for each in findings] != list(kinds):
        return frozenset()
    return frozenset(each.key(text) for each in findings)


def _remaining(findings: Sequence[Finding], text: str, vouched: Collection[str]) -> Sequence[Finding]:
    return [each for each in findings if each.certainty is Certainty.CERTAIN or each.key(text) not in vouched]
