"""What a preview promises: it can be made of any niche, with the reasons of a request that its owner would take."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from bot.exchange.values import Member
from bot.matching import Opening, OpeningKind, Profile
from bot.services.niches import imagined_match
from bot.views import niche_preview
from tests.slack_limits import violations
from tests.unit.views.scenes import ANA
from tests.unit.views.strategies import profiles


@settings(deadline=None, max_examples=50)
@given(profiles())
def test_any_niche_can_be_looked_at(niche: Profile) -> None:
    """However little or much it says; nobody is shown as no match for what they say they do."""
    member = Member("ana", "U0ANA", "Ana", niche=replace(niche, member_id="ana"))
    match = imagined_match(member.niche)
    assert match.member_id == "ana"
    assert match.fits
    assert "not among their concerns" not in " ".join(match.reasons)
    for view in (niche_preview.preview(member, match, ["statement", "limits"]), niche_preview.saved(member, match)):
        assert violations("views.push", {"view": view.to_dict()}) == []


def test_the_reasons_are_those_of_a_request_within_the_limits_of_the_room() -> None:
    """Whoever has room for couples by telehealth alone is shown with a couple who asks for that."""
    opening = Opening(OpeningKind.SOME, only_client_types=("couple",), only_formats=("telehealth",))
    told = " ".join(imagined_match(replace(ANA.niche, opening=opening)).reasons).lower()
    assert "couples" in told
    assert "telehealth" in told


def test_who_has_no_room_is_shown_as_they_are_read_afterwards() -> None:
    """Nobody reads "no room": they are not asked until then."""
    none = replace(ANA, niche=replace(ANA.niche, opening=Opening(OpeningKind.NONE)))
    shown = str(niche_preview.saved(none, imagined_match(none.niche)).to_dict())
    assert "No room" not in shown
    assert "Top concern" in shown
