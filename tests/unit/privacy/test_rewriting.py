"""How a note could be: without the words that were found, a line at a time, and never worse than before."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.privacy import (
    Certainty,
    Known,
    LocalWords,
    find_identifiers,
    mend,
    rewrite,
    suggestion,
    tells_who,
)
from bot.privacy.rewording.needing import facets
from tests.unit.privacy.hostile import HOSTILE, calls
from tests.unit.privacy.notes import HELD_OUT, TUNED, Notes, unmarked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.privacy import Finding, Line

WARM = "warm, " * 15 + "unhurried"
BOTH = pytest.mark.parametrize("notes", [TUNED, HELD_OUT], ids=["tuned", "held out"])


class Reword(Protocol):
    """Either of the two ways to say a text anew."""

    def __call__(self, text: str, findings: Sequence[Finding], known: Known = ..., /) -> list[Line]: ...


def _texts(notes: Notes) -> list[str]:
    return [
        *(unmarked(note)[0] for note in notes.identifying),
        *notes.clean,
        *(before for before, _ in notes.rewritten),
        *notes.harmed,
    ]


REWORDS = pytest.mark.parametrize("reword", [rewrite, mend])
FIELDS = (80, 200, 300, 600, 1000, 3000)  # characters that the forms' fields take


def suggested(text: str, reword: Reword = rewrite) -> str:
    return suggestion(reword(text, find_identifiers(text)))


def assert_safe(text: str, reword: Reword, vouched: int = 0) -> None:
    """The suggestion holds nothing that may identify, save the words vouched for, and fits where the text fits.

    Args:
        vouched: how many of the first words that were found.
    """
    found = find_identifiers(text)
    could_be = suggestion(reword(text, found[vouched:]))
    words = {" ".join(each.words(text).casefold().split()) for each in found[:vouched]}
    assert {each.words(could_be).casefold() for each in find_identifiers(could_be)} <= words
    assert len(could_be) <= next(size for size in FIELDS if size >= len(text))


@REWORDS
@BOTH
def test_what_is_suggested_for_a_note_identifies_nobody(notes: Notes, reword: Reword) -> None:
    """Accepting it with one tap brings the writer no second refusal and no second question."""
    for text in _texts(notes):
        assert_safe(text, reword)


@REWORDS
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_suggested_for_a_trap_identifies_nobody(name: str, reword: Reword) -> None:
    """Texts made to hold the check up are no way around it either."""
    assert_safe(HOSTILE[name], reword)


@REWORDS
@pytest.mark.parametrize("name", HOSTILE)
def test_the_work_of_a_suggestion_is_bounded(name: str, reword: Reword) -> None:
    """Ten times as long takes no more than forty times as much (a few rounds more), whatever the text is made of."""
    suggested("maria in marfa", reword)
    short, long = HOSTILE[name][:300], HOSTILE[name]
    assert calls(lambda text: suggested(text, reword), long) <= 40 * calls(lambda text: suggested(text, reword), short)


@REWORDS
@settings(max_examples=200, deadline=None)
@given(
    words=st.lists(st.sampled_from([part for text in _texts(TUNED) for part in text.split(" ")]), max_size=30),
    gaps=st.lists(st.sampled_from([" ", " ", ", ", ". ", "\n", "  ", " - ", "? ", "\u200b", "("]), max_size=30),
    vouched=st.integers(0, 2),
)
def test_what_is_suggested_for_any_text_identifies_nobody(
    reword: Reword, words: list[str], gaps: list[str], vouched: int
) -> None:
    """However the words of the notes are thrown together, taking some out does not make others identify."""
    text = "".join(word + gap for word, gap in zip(words, [*gaps, *[" "] * 30], strict=False))[:300]
    assert_safe(text, reword, vouched)


@pytest.mark.parametrize(
    ("text", "befores"),
    [
        ("", [""]),
        ("evenings, aetna", ["evenings, aetna"]),
        ("couples\n\nevenings\n", ["couples", "", "evenings"]),
        (f"{WARM}. Sees Dr. Ng? Evenings!", [f"{WARM}.", "Sees Dr. Ng?", "Evenings!"]),
    ],
    ids=["nothing", "one line", "several", "a long one"],
)  # fmt: skip
def test_each_line_is_shown_as_it_was_typed(text: str, befores: list[str]) -> None:
    """A line goes up to its line break; a long one is split at the ends of its sentences."""
    assert [line.before for line in rewrite(text, [])] == befores


def test_a_note_that_needs_no_change_comes_back_as_it_was() -> None:
    """Line breaks, spaces and marks are the writer's own."""
    text = "EMDR trained;  evenings\n\n- someone warm who knows farm life"
    lines = rewrite(text, [])
    assert all(line.after == line.before for line in lines)
    assert suggestion(lines) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Thanks for the referral of your client Maria Lopez, she came in on 3/14.",
            "Thanks for the referral of your client, she came in.",
        ),
        ("Could you text Maria that I can see her on 3/14?", "Could you text your client that I can see her?"),
        ("I will call Maria on Monday 3/14", "I will call my client on Monday"),
        ("He loves the group at Lincoln High", "He loves the group at a school"),
        ("Maria, the social worker, is doing so well.", "My client, the social worker, is doing so well."),
        ("pa kou and her mom youa", "pa my client and her mom"),
        ("Mr Patel's wife is 93, call her at 512-555-0142", "My client's wife is an older adult, call her"),
        ("please call 512-555-0142 to schedule", "please call a number to schedule"),
        ("the Lopez family lives in Marfa, TX", "the family lives in a town, TX"),
        ("a 93-year-old widow", "an older widow"),
        ("Dr. Okafor sent Jamal, thank you!", "A doctor sent your client, thank you!"),
        ("thanks for today, Maria", "thanks for today"),
        ("Dwayne and Keisha fight", "My clients fight"),
        ("34 f, Tasha W., ocd  -  erp please", "34 f, ocd  -  erp please"),
        ("her due date is Dec 2 and she is scared", "her due date is a certain day and she is scared"),
        ("Maria Lopez\n\nin Marfa", ""),
        ("Hi Maria,\n\nThank you for Jamal.\n\n512-555-0142\nWarmly", "Hi,\n\nThank you for your client.\n\nWarmly"),
    ],
)
def test_a_text_that_is_mended_reads_as_somebody_typed_it(before: str, after: str) -> None:
    """A stand-in comes where the sentence needs one, what leads to nothing goes with it, and the rest stays."""
    assert suggested(before, mend) == after


def test_a_text_that_fills_its_field_is_mended_without_stand_ins() -> None:
    """A wording that the field would not take is none: what was found is cut, and what leads to it."""
    text = "I will call Maria. Work with teens, with parents, with couples. I teach in Marfa"
    assert len(text) == FIELDS[0]
    assert suggested(f"{text}.", mend).startswith("I will call my client. ")
    assert suggested(text, mend) == "I will call. Work with teens, with parents, with couples. I teach"


def test_words_that_the_writer_vouched_for_stay() -> None:
    """Only what must go is passed as a finding; what may stay is not taken out on the way."""
    text = "prefers the Zelkora approach, call 512-555-0142"
    phone = [each for each in find_identifiers(text) if each.certainty is Certainty.CERTAIN]
    assert "Zelkora" in suggestion(rewrite(text, phone))


@pytest.mark.parametrize(
    ("reword", "text", "watched"),
    [
        (rewrite, "34, teacher in Marfa, can't drive, emdr", "telehealth in TX"),
        (mend, "kudos for the emdr and the warm 512-555-0142 hands", "warm hands"),
    ],
)
def test_a_collectives_watched_words_do_not_come_about_in_a_suggestion(reword: Reword, text: str, watched: str) -> None:
    """What is left is read with the collective's words too, so that accepting it brings no second refusal."""
    known = Known(LocalWords(watched=(watched,)))
    found = find_identifiers(text, known)
    assert watched in suggestion(reword(text, found))
    could_be = suggestion(reword(text, found, known))
    assert "emdr" in could_be
    assert not find_identifiers(could_be, known)


def test_a_collectives_allowed_words_stay_in_what_is_suggested() -> None:
    """What nobody is asked about need not go."""
    text = "Maria prefers the Zelkora approach"
    known = Known(LocalWords(allowed=("Zelkora",)))
    found = find_identifiers(text, known)
    assert found
    assert "Zelkora" in suggestion(rewrite(text, found, known))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "34-year-old teacher in Marfa whose husband cheated on her, can't drive to the city",
            "adult, couples, infidelity, telehealth in TX",
        ),
        ("my client maria needs someone for panic attacks, takes aetna", "someone for panic attacks, takes aetna"),
        ("Dr. Okafor sent Jamal, 8, who has meltdowns, Star Kids", "child, meltdowns, Star Kids"),
        ("he's 71, retired farmer in Lubbock, lost his wife, no computer", "older adult, grief, in person in TX"),
        ("kudos to Maria, she found somebody in one day", "kudos to a colleague, she found somebody in one day"),
        ("zip 79830, depression, no si", "depression, no si, TX"),
        ("call 512-555-0142", ""),
        ("Maria, 34, doesn't want a male therapist", "adult, no male therapist"),
        ("Please not someone who knows the Lopez family", "Please not someone who knows the family"),
        ("Maria, emdr, not someone Dr. Lopez knows", "emdr"),
        ("34, her husband drinks", "adult, codependency"),
        ("Maria, 34, husband is abusive, needs safety planning", "adult, abuse in a relationship, safety planning"),
    ],
)
def test_who_the_client_is_becomes_what_therapist_is_needed(before: str, after: str) -> None:
    """Age, trouble, reach and state are said as facets; what asks for the therapist stays in the writer's words."""
    assert suggested(before) == after


@pytest.mark.parametrize(
    ("before", "never"),
    [
        ("Maria is 15, her dad drinks", {("concern", "substance_use")}),
        ("her husband hits her, Maria is 34", {("client_type", "couple")}),
        ("Maria, 34, who denies trauma, wants emdr", {("concern", "trauma")}),
        ("Maria works nights, 34, at HEB", {("time", "evenings")}),
        ("Maria, 34, grew up in Marfa", {("state", "TX")}),
        ("Maria, 34, lives in Springfield", {("state", "MO"), ("state", "IL"), ("state", "MA")}),
        ("her mom, 71, Maria Lopez, is worried about her", {("age_group", "older_adult")}),
        ("Maria, 34, has done CBT and hated it", {("modality", "cbt")}),
    ],
)
def test_nothing_is_said_that_the_writer_did_not_say(before: str, never: set[tuple[str, str]]) -> None:
    """What is denied, is another's, was tried or is left open makes no facet; nobody is sent to couples work with
    somebody who hits them."""
    assert not facets(suggested(before)) & never


_COUPLE, _ABUSE = ("client_type", "couple"), ("concern", "domestic_abuse")


@pytest.mark.parametrize(("notes", "least"), [(TUNED, 0.9), (HELD_OUT, 0.65)], ids=["tuned", "held out"])
def test_nobody_is_sent_to_couples_work_with_somebody_who_harms_them(notes: Notes, least: float) -> None:
    """Couples work endangers whoever is hit, threatened, controlled or afraid; that there is abuse is said instead."""
    told = [facets(suggested(note)) for note in notes.harmed]
    assert len(told) >= 25
    assert not [note for note, terms in zip(notes.harmed, told, strict=True) if _COUPLE in terms]
    assert sum(_ABUSE in terms for terms in told) >= least * len(told)


@pytest.mark.parametrize(
    "note",
    [
        "Maria, 34, nurse, her husband is supportive",
        "Maria, 34, her husband works nights",
        "Maria, 34, nurse, married 10 years, depressed",
        "34, nurse, her husband left after 12 yrs married",
        "Maria, 34, her husband was raped as a kid",
        "Maria, 34, assaulted at work, husband supportive",
        "his wife broke her arm, Sam, 40",
        "her dad hit her, Maria, 16",
        "Tim, 40, hit by a drunk driver, wife is worried",
    ],
)
def test_a_spouse_alone_makes_no_couple_and_harm_by_others_no_abuse_by_them(note: str) -> None:
    """That somebody is married, or was hurt by anybody else, does not say who comes or who did it."""
    assert not facets(suggested(note)) & {_COUPLE, _ABUSE}


@pytest.mark.parametrize(
    "note",
    [
        "Maria and her husband fight about money",
        "they fight all the time, Maria is 34",
        "Bob and Linda, married 10 yrs, argue",
        "Maria, 34, her husband cheated",
        "Maria's engaged, premarital",
        "Maria, 34, her husband had an affair",
    ],
)
def test_what_is_between_two_people_is_for_couples(note: str) -> None:
    """A quarrel, an affair or a wedding is a matter for both."""
    assert _COUPLE in facets(suggested(note))


def _overlap(wanted: str, got: str) -> float:
    """The terms that two notes share, of all that either has."""
    either = facets(wanted) | facets(got)
    return len(facets(wanted) & facets(got)) / len(either) if either else 1.0


@pytest.mark.parametrize(("notes", "least"), [(TUNED, 0.9), (HELD_OUT, 0.7)], ids=["tuned", "held out"])
def test_rewritten_notes_speak_of_the_same_therapist_as_a_therapists_own_rewriting(notes: Notes, least: float) -> None:
    """Of the terms that either names, most are shared, also for the notes that nobody tuned on."""
    shared = [_overlap(after, suggested(before)) for before, after in notes.rewritten]
    assert sum(shared) / len(shared) >= least


@BOTH
def test_few_notes_that_identify_nobody_are_said_to_tell_who(notes: Notes) -> None:
    """A suggestion that nobody needs is a nuisance: it comes for one clean note in twenty at most."""
    assert sum(any(map(tells_who, note.splitlines())) for note in notes.clean) <= len(notes.clean) / 20


@pytest.mark.parametrize(
    "line",
    [
        "26, barista, her boyfriend left and she drinks, no insurance",
        "retired teacher, 71, lost his wife, medicare",
        "her husband found the texts, 20 yrs married, discernment counseling",
    ],
)
def test_a_story_without_identifying_words_is_noticed_and_said_shorter(line: str) -> None:
    """An occupation or a relative's doings with another detail can point to somebody all the same."""
    assert tells_who(line)
    assert len(suggested(line)) < len(line)


@pytest.mark.parametrize(
    "line",
    [
        "someone warm who knows farm life, EMDR trained, evenings",
        "teen, anxiety, aetna, telehealth in TX",
        "thanks to whoever saw the teacher, 34, whose husband left",
        "I work with nurses and teachers in their 30s",
        "",
    ],
)
def test_a_line_about_the_therapist_is_left_alone(line: str) -> None:
    """Nobody is asked to say better what says already whom they need, what they practise or whom they thank."""
    assert not tells_who(line)
    assert suggested(line) == line


def test_the_docs_show_what_the_program_says() -> None:
    """The examples of the page on privacy and of the README are those of the program as it is."""
    root = Path(__file__).parents[3]
    page = (root / "docs" / "privacy.md").read_text(encoding="utf-8")
    readme = (root / "README.md").read_text(encoding="utf-8").replace("`", "")
    shown = re.findall(r"^  (\S.*)\n  → (.+)$", page, re.MULTILINE)
    quoted = re.findall(r"^> (.+)\n> → (.+)$", readme, re.MULTILINE)
    assert (len(shown), len(quoted)) == (3, 1)
    for before, after in (*shown, *quoted):
        assert suggested(before) == after
