"""Members and how they fit, as the pictures and the tests of "Why me?" show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.exchange.insight import Fit, need_on_card
from bot.matching import Licence, Need, Opening, OpeningKind, Profile, Ranker
from tests.unit.views.scenes import ANA, BEN, CLEO, DEV, FACETS, NEED, SAM, START

_LATELY = replace(
    ANA.niche,
    member_id="dev",
    statement="I help people who can't stop worrying.",
    top_concerns=("anxiety",),
    concerns=("infidelity",),
    shown_lately=6,
    last_shown=START,
)
_CLEO = Profile(
    "cleo",
    "I sit with the <bereaved>.",
    top_concerns=("grief",),
    client_types=("individual",),
    payments=("cigna",),
    licences=(Licence("NY"),),
    opening=Opening(OpeningKind.NONE, until=date(2026, 3, 30)),
)
_SAM = replace(_LATELY, member_id="sam", top_concerns=(), opening=Opening(OpeningKind.SOME, only_payments=("cigna",)))
#: Not quite as close as the one who was shown so often, whose turn it therefore is not.
_BEN = replace(_LATELY, member_id="ben", statement="", opening=Opening(), shown_lately=0, last_shown=None)
PROFILES = (ANA.niche, _LATELY, _CLEO, _BEN, _SAM)
WRITTEN = replace(NEED, note="Works with panic attacks at the kitchen table, no <shouting>")
_PEOPLE = {member.id: member for member in (ANA, BEN, CLEO, DEV, SAM)}


def fit_of(member_id: str, *, need: Need | None = None, asked_before: int = 0) -> Fit:
    """How one of them fits a need that they know, or the need on the card."""
    asked = need or need_on_card(FACETS)
    found = Ranker(PROFILES).explain(asked, member_id)
    return Fit(_PEOPLE[member_id], asked, found, need is None, need is not None, asked_before)


FITS = {
    "why me": fit_of("ana", need=WRITTEN),
    "why me, in turn": fit_of("dev", need=WRITTEN, asked_before=5),
    "why me, changed since": fit_of("cleo", need=WRITTEN, asked_before=1),
    "how I fit, closest": fit_of("ana"),
    "how I fit, in turn": fit_of("dev", asked_before=6),
    "how I fit, not listed": fit_of("cleo"),
    "how I fit, room kept for others": fit_of("sam"),
    "how I fit, no niche": Fit(BEN, need_on_card(FACETS), None, by_card=True),
    "why me, no niche": Fit(BEN, NEED, None, by_card=False, is_asked=True),
    "how I fit, offered": replace(fit_of("cleo", need=NEED), is_asked=False),
}
