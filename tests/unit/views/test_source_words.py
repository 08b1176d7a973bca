"""The words for sources disclose nothing, are honest, and are others each time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from bot.exchange.sources import POOR_FITS, Notes, Reason, Source, SourceKind
from bot.matching import Opening, OpeningKind, Profile, vocabulary
from bot.views import source_words
from tests.unit.views.scenes import ANA, BEN, DEV

_CLINIC = Source("s1", "Lakeview Pediatrics", SourceKind.PHYSICIANS, 3, None, date(2026, 1, 5))
_COLLEAGUES = (replace(BEN, practice_contact="512-555-0123"), replace(DEV, practice_contact="512-555-0124\nmornings"))
_AREAS = [name for name, _ in vocabulary.groups("concern")]
#: More than there are drafts of any one kind, so that each is written.
_TURNS = range(12)
#: Words by which something is said of somebody who came: persons, their coming and going, what was done about them.
_TELLS = re.compile(
    r"\b(?:clients?|patients?|cases?|persons?|people|somebody|someone|anyone|anybody|families|couples? (?:you|who)"
    r"|he|she|they|him|her|them|his|their|theirs|this one|that one|whom you|who you"
    r"|came|comes?|coming|sent|sends?|sending|saw|seen|see|seeing|met|meet|meeting|arrived|booked|reached out|contacted"
    r"|called|phoned|refer(?:s|red|ring|ral|rals)?|passed|pass|handed|forward(?:ed)?|took|taken on|turned|received"
    r"|yesterday|today|recent(?:ly)?|last (?:week|month)|just now|the other day|new)\b",
    re.IGNORECASE,
)
#: Of members themselves and of colleagues: what is asked of a colleague's practice, and whom to call.
_OF_COLLEAGUES = re.compile(r"ask what they take|ask where they work", re.IGNORECASE)


def _drafts() -> list[str]:
    """Every draft of every kind, for members who say much, little and nothing of themselves."""
    opening = Opening(OpeningKind.SOME, limits="weekday mornings")
    full = Opening(OpeningKind.NONE, date(2026, 3, 30))
    speaking = replace(ANA, niche=Profile("ana", "I help adults whose worry keeps them up.", ("anxiety", "trauma")))
    members = [
        *(replace(speaking, niche=replace(speaking.niche, statement="", opening=each)) for each in (opening, full)),
        replace(ANA, niche=Profile("ana", opening=Opening(OpeningKind.NONE)), practice_contact=""),
    ]
    written = [source_words.keep_in_touch(member, turn) for member, turn in product(members, _TURNS)]
    for member, reason, area, named, turn in product(members, Reason, ["", *_AREAS], (0, 1, 2), _TURNS):
        notes = Notes(replace(_CLINIC, drafts=turn), reason, area, _COLLEAGUES[:named])
        written += [source_words.thanks(member, notes), source_words.redirect(member, notes)]
    return list(dict.fromkeys(filter(None, written)))


DRAFTS = _drafts()


def test_no_draft_says_or_implies_that_anybody_came() -> None:
    """Telling a source so discloses: of a client, of their coming, or of what was done about them there is no word."""
    assert len(DRAFTS) > 500
    assert {found.group() for each in DRAFTS if (found := _TELLS.search(_OF_COLLEAGUES.sub("", each)))} == set()


@pytest.mark.parametrize(
    "told",
    [
        "Thank you for your patient.",
        "Thank you for referring.",
        "We met last week.",
        "She called me.",
        "I passed it on.",
        "Thank you for sending a case.",
    ],
)
def test_the_look_for_what_tells_can_fail(told: str) -> None:
    """It finds what must not be said."""
    assert _TELLS.search(told)


def test_the_next_draft_is_another() -> None:
    """As often as there are drafts, at the least; and the same one for the same turn."""
    for reason in Reason:
        for write in (source_words.thanks, source_words.redirect):
            written = [
                write(ANA, Notes(replace(_CLINIC, drafts=turn), reason, "Trauma", _COLLEAGUES)) for turn in range(5)
            ]
            assert len(set(written)) == 5 or set(written) == {""}
    touch = [source_words.keep_in_touch(ANA, turn) for turn in range(6)]
    assert len(set(touch)) == 5
    assert touch[5] == touch[0]


def test_a_poor_fit_alone_is_redirected() -> None:
    """Who is full, or may not take somebody, says nothing of whom to think of instead."""
    for reason in Reason:
        words = source_words.redirect(ANA, Notes(_CLINIC, reason, "Trauma", _COLLEAGUES))
        assert bool(words) is (reason in POOR_FITS)


def test_a_redirect_speaks_of_a_kind_of_concern_and_names_whom_to_call() -> None:
    """With how to reach their practice, on one line; and of what the writer does best."""
    words = source_words.redirect(ANA, Notes(_CLINIC, Reason.NICHE, "Loss and change", _COLLEAGUES))
    assert f"For loss and change I'd call {BEN.name} (512-555-0123) or {DEV.name} (512-555-0124 mornings)." in words
    assert words.startswith("Thank you for thinking of me. I help best with ")
    assert words.endswith(ANA.name)


def test_with_nobody_to_name_the_writer_offers_to_look() -> None:
    """And without a kind of concern that the vocabulary knows it says nothing of one."""
    alone = source_words.redirect(ANA, Notes(_CLINIC, Reason.NICHE, "Trauma"))
    assert "For trauma please ask me" in alone
    assert "please ask me: I'll" not in source_words.redirect(ANA, Notes(_CLINIC, Reason.NICHE, ""))


def test_every_kind_of_concern_can_be_said() -> None:
    """Each heading of the vocabulary has its words."""
    assert set(source_words.AREAS) == set(_AREAS)


def test_a_note_to_keep_in_touch_says_whom_the_writer_helps_and_whether_there_is_room() -> None:
    """In their own words; of room that has not been spoken of it says nothing."""
    niche = Profile(
        "ana", "I help adults whose worry keeps them up.", opening=Opening(OpeningKind.SOME, limits="evenings")
    )
    words = source_words.keep_in_touch(replace(ANA, niche=niche, practice_contact="512-555-0101"), 0)
    assert "I help adults whose worry keeps them up. I have room at the moment (evenings)." in words
    assert words.endswith(f"{ANA.name}\n512-555-0101")
    unsaid = replace(ANA, niche=replace(niche, opening=Opening()))
    assert "room" not in source_words.keep_in_touch(unsaid, 0)
