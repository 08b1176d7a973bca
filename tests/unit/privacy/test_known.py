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


SOURCES = (
    *("Lakeview Pediatrics", "Dr. Patel", "Dr. Susan Patel, Family Medicine", "Patel & Sons Pediatric Group"),
    *("Austin Family Physicians", "St. Mary's Church", "Rev. John Smith", "Maria Lopez, LCSW", "May Street Clinic"),
    *("4 Corners Pediatrics", "Route 66 Urgent Care", "PS 118", "P.S. 321", "Lincoln High School, counseling office"),
    *("Smith, Jones & Wu LLP", "Judge Alvarez, family court", "Hon. R. Ortega", "Temple Beth El", "Dr. Müller"),
    *("Johnson's OB/GYN", "1st Avenue Pediatrics", "123 Main Street Clinic", "The Only OB in Marfa", "Dr. J"),
    *(
        "Travis County Juvenile Probation",
        "April Johnson NP",
        "Suite 200 Pediatrics",
        "UT Austin CMHC",
        "J.R. Smith MD",
    ),
    *("Boys & Girls Club", "Women's Health Group", "Teen Center downtown", "Austin Child Guidance Center"),
    *("The Women's Clinic", "Parents' Group of Austin", "A Woman's Place", "Mothers of Twins Club", "Student Health"),
    *("Mr. Lee, counselor at Lincoln Elementary", "Dr. Kim (former colleague from Seton)", "Pastor Mike", "24/7 Team"),
)


@pytest.mark.parametrize("name", SOURCES)
def test_the_name_of_a_source_passes(name: str) -> None:
    """A practice, and a person at their work: their names and places are no client's."""
    assert found(name, Known(names_source=True)) == []


@pytest.mark.parametrize(
    "name",
    [
        *("512-555-0142", "Maria 555-0142", "Joe 5125550142", "maria@example.org", "maria dot lopez at gmail dot com"),
        *("123 Main St", "Maria, 123 Main St", "drpatel.com", "@lakeviewpeds", "SSN 123-45-6789", "MRN 123456"),
        *("client Maria Lopez", "my client Maria", "patient Joe Brown", "Lakeview, client is Joe Brown"),
        *("DOB 4/5/1990", "Jane Doe 4/5/1990", "Joe, member ID W123456789"),
        *("Mother of the boy with ADHD", "the Henderson boy's mother", "Parents of a teen with OCD", "Mom of Tim"),
        *("father of my 14-year-old client", "a woman who left her husband", "Teen with panic, from school"),
    ],
)
def test_what_reaches_a_client_passes_under_no_name(name: str) -> None:
    """A number, an address, a day of birth, or a name that stands as a client's."""
    assert Certainty.CERTAIN in [certainty for _, certainty in found(name, Known(names_source=True))]
