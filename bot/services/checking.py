"""The privacy check as the services use it: every text that others will read passes here before anything keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.privacy import Certainty, find_identifiers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.privacy import Finding


class IdentifyingTextError(ValueError):
    """A text says, or may say, who somebody is. The text itself is not in the error.

    Attributes:
        findings: what was found.
        where: which of several texts it is; "" where there is but one.
    """

    def __init__(self, findings: Sequence[Finding], where: str) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = tuple(findings)
        self.where = where


def check(text: str, not_identifying: frozenset[str] = frozenset(), *, where: str = "") -> None:
    """Let a text through that identifies nobody.

    Args:
        text: what somebody typed and others will read.
        not_identifying: doubtful words of which the writer says that they identify nobody, in lower case.
        where: which of several texts this is, for the error.

    Raises:
        IdentifyingTextError: words remain that identify somebody, or may.
        PrivacyDataError: the check itself cannot run; nothing may pass.
    """
    remaining = [
        finding
        for finding in find_identifiers(text)
        if finding.certainty is Certainty.CERTAIN or text[finding.start : finding.end].lower() not in not_identifying
    ]
    if remaining:
        raise IdentifyingTextError(remaining, where)
