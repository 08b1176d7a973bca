"""Promises of what is known beforehand: a collective's own words, the writer's colleagues, their own practice."""

from __future__ import annotations

import pytest

from bot.privacy import Certainty, Kind, Known, LocalWords, find_identifiers, read_phrases


def found(text: str, known: Known) -> list[tuple[str, Certainty]]:
    return [(finding.words(text), finding.certainty) for finding in find_identifiers(text, known)]


def local(*allowed: str, watched: tuple[str, ...] = ()) -> Known:
    return Known(LocalWords(allowed, watched))


@pytest.mark.parametrize(
    "text", ["takes zelkora health or aetna", "the Zelkora  Health plan", "ZELKORA\nHEALTH only", "Zélkora Health"]
)
def test_an_allowed_phrase_is_not_asked_about(text: str) -> None:
    """Whatever its letter case, accents and white space."""
    assert find_identifiers(text)
    assert find_identifiers(text, local("Zelkora Health")) == []


def test_an_allowed_phrase_speaks_for_itself_alone() -> None:
    """Not for a part of another word, nor for what stands beside it."""
    known = local("Zelkora")
    assert found("Zelkoran or Quillfeather", known) == [
        ("Zelkoran", Certainty.DOUBTFUL),
        ("Quillfeather", Certainty.DOUBTFUL),
    ]


def test_an_allowed_workplace_is_let_through() -> None:
    """A local hospital may be a plan's name too, and the admin says which."""
    text = "takes St. David's, evenings"
    assert find_identifiers(text, local("St. David's")) == []


def test_an_allowed_word_in_a_person_s_place_is_asked_about() -> None:
    """A plan may bear somebody's name; where a person stands in the sentence the writer is asked."""
    text = "my client Maria needs evenings"
    assert found(text, Known()) == [("Maria", Certainty.CERTAIN)]
    assert found(text, local("Maria")) == [("Maria", Certainty.DOUBTFUL)]


def test_an_allowed_number_is_a_number_all_the_same() -> None:
    """A list of words cannot make a phone number nobody's."""
    text = "call 512-555-0142"
    assert found(text, local("512-555-0142")) == [("512-555-0142", Certainty.CERTAIN)]


def test_a_watched_word_stops_a_note() -> None:
    """Also one that no list knows, and however it is typed."""
    text = "drives in from the quarter  mile camp"
    known = local(watched=("Quarter Mile Camp Road", "zelkora"))
    assert found(text, known) == found(text, Known())
    [finding] = find_identifiers("close to ZELKORA please", known)
    assert (finding.kind, finding.certainty) == (Kind.WATCHED, Certainty.CERTAIN)


@pytest.mark.parametrize("text", ["larkspur-mill", "the Larkspur Mills", "at larkspur  mill's"])
def test_a_watched_phrase_is_found_however_it_is_spelt(text: str) -> None:
    """With what people put between words, and in the plural."""
    assert "watched" in {finding.kind for finding in find_identifiers(text, local(watched=("Larkspur Mill",)))}


@pytest.mark.parametrize("text", ["aspen's mom called", "aspen needs someone, 15, cuts", "clover and her sister fight"])
def test_an_allowed_word_that_is_somebody_is_asked_about(text: str) -> None:
    """A plan may bear a given name; whoever stands in the sentence as a person does not become a plan by that."""
    assert find_identifiers(text, local("Aspen", "Clover"))


def test_a_watched_word_that_is_an_ordinary_one_is_a_question() -> None:
    """A town may be called Hope, and whoever hopes is not to be stopped."""
    assert found("we hope to find somebody", local(watched=("Hope",))) == [("hope", Certainty.DOUBTFUL)]


def test_colleagues_may_be_named_to_each_other() -> None:
    """Their own names, with or without the possessive, and nobody else's."""
    known = Known(names=("Ana Lopez", "Sam"))
    assert found("Ana Lopez, thank you for my client Maria", known) == [("Maria", Certainty.CERTAIN)]


def test_what_passed_before_may_be_quoted() -> None:
    """As it was, and not in pieces."""
    niche = "I help couples in Round Rock."
    known = Known(quotes=(niche,))
    assert find_identifiers(f"Thank you. {niche}", known) == []
    assert found("She lives in Round Rock", known) == [("Round Rock", Certainty.CERTAIN)]


def test_a_colleague_s_name_is_theirs_as_a_whole() -> None:
    """Of two colleagues one cannot make a third; and where it stands as a client's, the writer is asked."""
    known = Known(names=("Maria Gomez", "Carlos Lopez", "Sam Reed"))
    assert [words for words, _ in found("My client Maria Lopez did well", known)] == ["Maria Lopez"]
    assert found("my client Sam needs somebody", known) == [("Sam", Certainty.DOUBTFUL)]


def test_of_their_own_practice_a_member_may_name_the_place_once_asked() -> None:
    """Where it is certain; a doubtful place is theirs, and a person, a number or an odd word is as ever."""
    known = Known(own_practice=True)
    assert found("I live in Round Rock", known) == [("Round Rock", Certainty.DOUBTFUL)]
    assert [words for words, _ in found("The Zelkora way", known)] == ["Zelkora"]
    assert [words for words, _ in found("I helped Tuan and his mom last spring", known)] == ["Tuan"]
    watched = Known(LocalWords(watched=("the quarry side",)), own_practice=True)
    assert found("I see couples on the quarry side", watched) == [("the quarry side", Certainty.DOUBTFUL)]
    assert found("I helped my client Maria, 512-555-0142", known) == [
        ("Maria", Certainty.CERTAIN),
        ("512-555-0142", Certainty.CERTAIN),
    ]


def test_a_list_is_read_however_it_was_typed() -> None:
    """Commas, semicolons or lines between; each phrase once, its white space tidied."""
    assert read_phrases(" Larkspur  Health,, the Marlow method;\nlarkspur health\n") == (
        "larkspur health",
        "the Marlow method",
    )
    assert read_phrases(" , ") == ()
