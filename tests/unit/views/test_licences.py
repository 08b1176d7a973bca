"""What is said of a licence: where, and whether that is the member's word alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.matching import Licence, LicenceScope, Profile
from bot.views import referrer_card
from bot.views.licences import licence_line
from tests.unit.views.scenes import ANA, after, offer, readable

_REMOTE = LicenceScope.TELEHEALTH
CHECKED = datetime(2026, 11, 3, 2, tzinfo=UTC)  # the evening before, where Ana lives


@pytest.mark.parametrize(
    ("licences", "said"),
    [
        ((), ""),
        ((Licence("TX"),), "Licensed in TX (self-declared)"),
        ((Licence("TX"), Licence("OK", _REMOTE)), "Licensed in TX, by telehealth in OK (self-declared)"),
        ((Licence("OK", _REMOTE), Licence("NM", _REMOTE)), "Licensed by telehealth in OK and NM (self-declared)"),
        (
            tuple(Licence(state, _REMOTE) for state in ("AL", "AZ", "AR", "CO", "CT", "DE", "FL", "GA")),
            "Licensed by telehealth in AL, AZ, AR, CO, CT, DE and 2 more (self-declared)",
        ),
    ],
)
def test_a_licence_is_the_members_word_until_an_admin_looked_it_up(licences: tuple[Licence, ...], said: str) -> None:
    """The line says so, and stays short with a compact's forty states."""
    member = replace(ANA, niche=Profile("ana", licences=licences))
    assert licence_line(member) == said
    assert licence_line(replace(member, licence_checked_at=CHECKED)) == said.replace(
        "self-declared", "licence checked on November 2, 2026"
    )


@pytest.mark.parametrize("checked_at", [None, CHECKED])
def test_the_referrer_reads_it_beside_each_offer(checked_at: datetime | None) -> None:
    """They give the name to a client, who relies on it."""
    scene = after(offer(ANA))
    member = replace(ANA, licence_checked_at=checked_at)
    told = readable(referrer_card.render(replace(scene, people={**scene.people, "ana": member})))
    assert licence_line(member) in told
