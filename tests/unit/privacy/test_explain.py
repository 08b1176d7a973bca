"""What a therapist reads when a note cannot be posted as it is."""

from __future__ import annotations

from bot.privacy import Certainty, Finding, Kind, explain, find_identifiers


def test_it_names_the_words_the_reasons_and_what_to_do() -> None:
    """The line under the field says which words, why, and how to go on."""
    text = "maria, 512-555-0142, wants emdr"
    assert explain(text, find_identifiers(text)) == (
        "“maria” reads as a name and “512-555-0142” is a phone number. Please take them out."
    )


def test_a_doubtful_word_is_put_as_a_question_of_judgement() -> None:
    """Nobody is told to take out what may be harmless."""
    text = "prefers the Zelkora approach"
    assert explain(text, find_identifiers(text)) == (
        "“Zelkora” may be a person, a place or a workplace. If it could point to a client, please take it out."
    )


def test_certain_words_are_told_before_any_doubt() -> None:
    """What must go is not lost among what may stay."""
    findings = [
        Finding(0, 5, Kind.NAME, Certainty.DOUBTFUL, "may be a name"),
        Finding(6, 11, Kind.NAME, Certainty.CERTAIN, "reads as a name"),
    ]
    line = explain("Grace Maria", findings)
    assert "Maria" in line
    assert "Grace" not in line


def test_it_stays_short_however_much_is_found() -> None:
    """Slack's error lines hold 2,000 characters; a phone shows far fewer."""
    text = "".join(f"{letter * 60} " for letter in "abcdefghijklmnop")
    findings = [Finding(i * 61, i * 61 + 60, Kind.NAME, Certainty.CERTAIN, "reads as a name") for i in range(16)]
    line = explain(text, findings)
    assert len(line) <= 500
    assert "and 12 more like them" in line


def test_nothing_found_says_nothing() -> None:
    """A clean note brings no line."""
    assert explain("evenings, aetna", []) == ""
