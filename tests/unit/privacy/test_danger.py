"""What stops a form: danger that is there now, and not the plan of an insurer, a denial or a history."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.danger.finding import Danger, find_danger
from bot.privacy.danger.vocabulary import DangerKind
from tests.unit.privacy.dangers import (
    ABSENT,
    ABSENT_BLIND,
    ABSENT_BLIND_HELD_OUT,
    ABSENT_HELD_OUT,
    ABSENT_OTHERWISE,
    ABSENT_THIRD,
    PRESENT,
    PRESENT_BLIND,
    PRESENT_BLIND_HELD_OUT,
    PRESENT_HELD_OUT,
    PRESENT_OTHERWISE,
    PRESENT_THIRD,
)
from tests.unit.privacy.hostile import HOSTILE
from tests.unit.privacy.notes import TUNED, unmarked


def share_found(phrases: tuple[str, ...]) -> float:
    return sum(bool(find_danger(phrase)) for phrase in phrases) / len(phrases)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("client wants to end it tonight", "wants to end it tonight", DangerKind.SUICIDE),
        ("shes gonna kms", "gonna kms", DangerKind.SUICIDE),
        ("si with plan, bcbs", "si with plan", DangerKind.SUICIDE),
        ("pills in hand rn", "pills in hand", DangerKind.SUICIDE),
        ("od'd an hour ago", "od'd", DangerKind.SUICIDE),
        ("he has a gun and says he will use it", "has a gun and says", DangerKind.VIOLENCE),
        ("says hes going to kill his boss", "going to kill his boss", DangerKind.VIOLENCE),
        ("her husband hits her", "husband hits her", DangerKind.ABUSE),
        ("came in with bruises from dad", "bruises from dad", DangerKind.CHILD),
    ],
)
def test_present_danger_is_found_where_it_stands(text: str, words: str, kind: DangerKind) -> None:
    """Its first and last character, and who is in danger."""
    [found] = find_danger(text)
    assert (text[found.start : found.end], found.kind) == (words, kind)


@pytest.mark.parametrize(
    "text",
    [
        "WANTS TO KILL HERSELF",
        "wants  to\nkill herself",
        "w\u0430nts to k\u0131ll h\u0435rself",
        "wa\u200bnts to kill hersélf",
    ],
    ids=["capitals", "over two lines", "look-alikes", "hidden characters"],
)
def test_danger_is_found_however_it_is_typed(text: str) -> None:
    """The offsets are those of the text as it was typed."""
    [found] = find_danger(text)
    assert found == Danger(0, len(text), DangerKind.SUICIDE)


@pytest.mark.parametrize(
    ("harmless", "grave"),
    [
        ("denies si, plan or intent", "denies hi. si, plan and intent"),
        ("hx of si with plan", "hx of si, now with plan"),
        ("husband hit her in 2012", "husband hit her last night"),
        ("no one at home, does not want to kill himself", "no one knows he wants to kill himself"),
        ("doesn't want to die", "doesn't sleep, wants to die"),
        ("si, aetna plan", "si, has plan"),
        ("ocd, scared she'll hurt the baby", "scared she'll hurt the baby"),
        ("postpartum, afraid she will hurt the baby, intrusive thoughts", "postpartum, afraid she will hurt the baby"),
        ("currently in recovery from abusing alcohol", "he is currently abusing her"),
        ("no si but anxious", "no hi but si with plan"),
        ("has a plan for retirement", "has a plan and the pills are next to her"),
        ("took the whole bottle of wine camping", "took the whole bottle of ambien"),
        ("ocd, fears he will push people off the platform", "says he will push people off the platform"),
        ("he kicked the door in years ago", "he kicked the door in last night"),
        ("is hitting his teen years hard", "is hitting his 9 yo daughter"),
    ],
)
def test_a_denial_or_a_history_takes_back_what_it_speaks_of_and_no_more(harmless: str, grave: str) -> None:
    """The same words count as soon as the clause is another, or tells of now."""
    assert find_danger(harmless) == []
    assert find_danger(grave)


def test_what_was_tuned_on_is_found_nearly_whole_and_without_an_alarm() -> None:
    """At least 98 % of the phrases of present danger, and hardly one of the others."""
    assert share_found(PRESENT) >= 0.98
    assert share_found(ABSENT) <= 0.01


def test_most_of_what_nobody_tuned_on_is_found() -> None:
    """At least four of five."""
    assert share_found(PRESENT_HELD_OUT) >= 0.8


@pytest.mark.parametrize(
    "harmless", [ABSENT_HELD_OUT, ABSENT_OTHERWISE, ABSENT_THIRD, ABSENT_BLIND, ABSENT_BLIND_HELD_OUT]
)
def test_hardly_a_harmless_note_alarms_whoever_writes_it(harmless: tuple[str, ...]) -> None:
    """At most one in fifty of each voice: an alarm that is wrong too often is ticked away unread."""
    assert share_found(harmless) <= 0.02


def test_other_voices_are_heard_too() -> None:
    """Less well the newer they are: docs/privacy.md says how much is missed, and nothing found may be lost again."""
    assert share_found(PRESENT_OTHERWISE) >= 0.8
    assert share_found(PRESENT_THIRD) >= 0.25


def test_notes_written_blind_by_two_other_hands_are_mostly_found() -> None:
    """Those tuned on afterwards whole, and four of five of those nobody read while patterns were written."""
    assert share_found(PRESENT_BLIND) >= 0.99
    assert share_found(PRESENT_BLIND_HELD_OUT) >= 0.8


def test_the_lists_are_as_long_as_they_claim_and_share_nothing() -> None:
    """What is held out is large enough to tell, and none of it stands in what is tuned on."""
    present = (PRESENT, PRESENT_HELD_OUT, PRESENT_OTHERWISE, PRESENT_THIRD, PRESENT_BLIND, PRESENT_BLIND_HELD_OUT)
    absent = (ABSENT, ABSENT_HELD_OUT, ABSENT_OTHERWISE, ABSENT_THIRD, ABSENT_BLIND, ABSENT_BLIND_HELD_OUT)
    assert [len(part) for part in present] == [364, 79, 80, 30, 100, 100]
    assert [len(part) for part in absent] == [527, 94, 120, 60, 120, 120]
    parts = (*present, *absent)
    assert len({phrase.casefold() for part in parts for phrase in part}) == sum(len(part) for part in parts)


def test_notes_that_speak_of_no_danger_are_let_pass() -> None:
    """None of the notes on which the privacy check is measured raises an alarm."""
    notes = [*TUNED.clean, *(unmarked(note)[0] for note in TUNED.identifying)]
    assert [note for note in notes if find_danger(note)] == []


@pytest.mark.parametrize("name", HOSTILE)
def test_danger_is_found_after_hostile_text(name: str) -> None:
    """3,000 characters that trap patterns do not hide what follows them."""
    assert find_danger(f"{HOSTILE[name]}. wants to kill herself")


@given(st.text(max_size=200))
def test_findings_lie_in_the_text_in_order_and_apart(text: str) -> None:
    """Whatever is typed, around a phrase that is found."""
    typed = f"{text} wants to kill herself {text}"
    found = find_danger(typed)
    assert all(0 <= each.start < each.end <= len(typed) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
