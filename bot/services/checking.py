"""The privacy check as the services use it: every text that others will read passes here before anything keeps it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.privacy import Certainty, Kind, find_identifiers

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


def check_own(text: str, *, names: Sequence[str] = (), where: str = "") -> None:
    """Let a text through in which a member speaks of their own practice, or to a colleague.

    A doubtful word in it ("New York", the name of a method) is about the writer, who is not asked about it.

    Args:
        text: what somebody typed and others will read.
        names: of the colleagues who write and read it; they may stand in it.
        where: which of several texts this is, for the error.

    Raises:
        IdentifyingTextError: words remain that identify somebody else.
        PrivacyDataError: the check itself cannot run; nothing may pass.
    """
    if remaining := certain(text, names=names):
        raise IdentifyingTextError(remaining, where)


def certain(text: str, *, names: Sequence[str] = ()) -> Sequence[Finding]:
    """What in a text certainly identifies somebody other than the people with these names.

    Raises:
        PrivacyDataError: the check cannot run.
    """
    known = {word for name in names for word in _words(name)}
    return [
        finding
        for finding in find_identifiers(text)
        if finding.certainty is Certainty.CERTAIN
        and not (finding.kind is Kind.NAME and known.issuperset(_words(text[finding.start : finding.end])))
    ]


def _words(text: str) -> Sequence[str]:
    return re.findall(r"\w+", text.casefold())
