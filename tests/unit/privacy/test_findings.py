"""What the check finds, what it lets pass, and where exactly it points."""

from __future__ import annotations

import dataclasses
from string import capwords
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import vocabulary
from bot.privacy import Certainty, Finding, Kind, find_identifiers
from bot.privacy.detectors import names as reading
from tests.unit.privacy.hostile import HOSTILE, calls
from tests.unit.privacy.notes import HELD_OUT, TUNED, Notes, unmarked

if TYPE_CHECKING:
    from bot.privacy.reading.lexicon import Lexicon


def found(text: str) -> dict[str, Finding]:
    return {text[each.start : each.end]: each for each in find_identifiers(text)}


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("my client Maria needs someone", "Maria", Kind.NAME),
        ("my client maria needs someone", "maria", Kind.NAME),
        ("spoke with Jenna Whitlock today", "Jenna Whitlock", Kind.NAME),
        ("seeing Dr. Okafor for meds", "Okafor", Kind.NAME),
        ("a teen named xochitl", "xochitl", Kind.NAME),
        ("call 512-555-0142", "512-555-0142", Kind.PHONE),
        ("call five one two five five five oh one four two", "five one two five five five oh one four two", Kind.PHONE),
        ("fax: (512) 555-0199", "(512) 555-0199", Kind.FAX),
        ("jenna.w@example.com please", "jenna.w@example.com", Kind.EMAIL),
        ("write jennaw at gmail dot com", "jennaw at gmail dot com", Kind.EMAIL),
        ("see https://example.com/jw", "https://example.com/jw", Kind.URL),
        ("from 203.0.113.44", "203.0.113.44", Kind.IP),
        ("ssn 078-05-1120", "078-05-1120", Kind.SSN),
        ("ssn ends in 1120", "1120", Kind.SSN),
        ("MRN: 00481516", "00481516", Kind.MEDICAL_RECORD),
        ("member id W238571903", "W238571903", Kind.HEALTH_PLAN),
        ("account number 4481 2290 11", "4481 2290 11", Kind.ACCOUNT),
        ("driver's license 22706615", "22706615", Kind.LICENCE),
        ("plate KLV 4821", "KLV 4821", Kind.VEHICLE),
        ("pacemaker serial no. PM-448120", "PM-448120", Kind.DEVICE),
        ("cause no. 2024-CR-00871", "2024-CR-00871", Kind.UNIQUE_CODE),
        ("since March 4th, 2023", "March 4th, 2023", Kind.DATE),
        ("seen 3/14/2023", "3/14/2023", Kind.DATE),
        ("seen last Tuesday the 4th", "last Tuesday the 4th", Kind.DATE),
        ("her birthday is june 9th", "june 9th", Kind.DATE),
        ("a 93-year-old widower", "93-year-old", Kind.AGE),
        ("grandpa turned ninety-two", "ninety-two", Kind.AGE),
        ("at 4410 Elm Creek Drive", "4410 Elm Creek Drive", Kind.PLACE),
        ("zip code 78704", "78704", Kind.PLACE),
        ("mail goes to 78704-2210", "78704-2210", Kind.PLACE),
        ("lives in Marfa", "Marfa", Kind.PLACE),
        ("a teacher at Lincoln Elementary", "Lincoln Elementary", Kind.SCHOOL),
        ("admitted to Seton Shoal Creek Hospital", "Seton Shoal Creek Hospital", Kind.FACILITY),
        ("goes to Grace Covenant Church", "Grace Covenant Church", Kind.CONGREGATION),
        ("works at Initech", "Initech", Kind.EMPLOYER),
    ],
)
def test_what_surely_identifies_is_certain(text: str, words: str, kind: Kind) -> None:
    """Each class is found where it stands, named as what it is, and keeps the form open."""
    finding = found(text)[words]
    assert (finding.kind, finding.certainty) == (kind, Certainty.CERTAIN)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("a friend of Grace from church", "Grace", Kind.NAME),
        ("prefers the Marlow approach", "Marlow", Kind.NAME),
        ("initial consult with J.R. went well", "J.R.", Kind.NAME),
        ("pastor at cedar grove baptist", "cedar grove baptist", Kind.CONGREGATION),
        ("she is the mayor", "the mayor", Kind.OCCUPATION),
        ("it was on the news", "was on the news", Kind.EVENT),
        ("since last thanksgiving", "thanksgiving", Kind.DATE),
        ("nyc, in person", "nyc", Kind.PLACE),
        ("the only black firefighter in town", "the only black firefighter in town", Kind.ONLY_ONE),
        ("клиент wants evenings", "клиент", Kind.NAME),
    ],
)
def test_what_may_identify_is_asked_about(text: str, words: str, kind: Kind) -> None:
    """Words that a person has to judge are doubtful, never silently passed and never forbidden."""
    finding = found(text)[words]
    assert (finding.kind, finding.certainty) == (kind, Certainty.DOUBTFUL)


@pytest.mark.parametrize(
    "text",
    [
        "m\u200baria l\u200dopez",
        "Mаriа Lоpez",
        "MARÍA LÓPEZ",
        "Mari\u0301a Lo\u0301pez",
        "\uff2d\uff41\uff52\uff49\uff41 Lopez",
    ],
)
def test_a_disguised_name_is_found_whole(text: str) -> None:
    """Hidden characters, look-alike letters and accents hide nothing, and the offsets are those of the text given."""
    (finding,) = find_identifiers(f"for {text} please")
    assert (finding.start, finding.end) == (4, 4 + len(text))


@pytest.mark.parametrize("state", [term.label for term in vocabulary.terms("state")])
@pytest.mark.parametrize(
    "sentence", ["telehealth in {}", "licensed in {}, weekly", "{} or Iowa licence", "lives in {}"]
)
def test_a_state_is_as_much_as_may_be_said(state: str, sentence: str) -> None:
    """However it is written: Safe Harbor lets states pass, and therapists are licensed by them."""
    for name in (state, state.lower()):
        assert find_identifiers(sentence.format(name)) == []


def test_a_finding_is_a_plain_frozen_value() -> None:
    """Callers may keep and compare findings; nobody can change one."""
    (finding,) = find_identifiers("call 512-555-0142")
    with pytest.raises(dataclasses.FrozenInstanceError):
        finding.start = 0  # type: ignore[misc]
    assert finding == Finding(5, 17, Kind.PHONE, Certainty.CERTAIN, "is a phone number")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*"aZé9Мß\u200b\u0301\n.,@-/#'’ ", "maria", "in ", "Dr. ", "march 4", "the only "])))
def test_any_text_gets_ordered_findings_inside_it(parts: list[str]) -> None:
    """Whatever is typed, the findings lie within the text, in order, apart, and are never empty."""
    text = "".join(parts)
    end = 0
    for finding in find_identifiers(text):
        assert end <= finding.start < finding.end <= len(text)
        end = finding.end


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_to_its_end(name: str) -> None:
    """3,000 characters made to trap a pattern still get their answer, with no more findings than words can hold."""
    text = HOSTILE[name]
    findings = find_identifiers(text + " call 512-555-0142")
    assert len(findings) <= len(text) / 2 + 1
    assert all(finding.end <= len(text) + 18 for finding in findings)


def test_what_follows_hostile_text_is_still_found() -> None:
    """A long distraction hides no phone number behind it."""
    assert any(each.kind is Kind.PHONE for each in find_identifiers(HOSTILE["spaces"] + "call 512-555-0142"))


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_no_faster_than_the_text(name: str) -> None:
    """Twice as long takes about twice as much, whatever the text is made of, so that nobody can hold the bot up."""
    text = HOSTILE[name]
    find_identifiers("warm up")
    assert calls(find_identifiers, text) <= 2.6 * calls(find_identifiers, text[: len(text) // 2]) + 500


def test_unknown_words_are_looked_up_a_bounded_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a word is a slip of the thumb is asked of a hundred words at most; further ones are asked about."""
    asked: list[str] = []

    def never(word: str, _known: Lexicon) -> bool:
        asked.append(word)
        return False

    monkeypatch.setattr(reading, "explained", never)
    monkeypatch.setattr(reading, "mistyped", never)
    text = " and ".join(f"zq{one}{two}{three}" for one in "abcdefg" for two in "hijklmn" for three in "opqrst")
    findings = find_identifiers(text)
    assert len(asked) <= 100
    assert text.split()[-1] in {text[each.start : each.end] for each in findings}


@pytest.mark.parametrize(
    "text",
    [
        "my client devonte needs evenings",
        "anh, her husband and his mom in one house",
        "chase got out of rehab and needs a counselor",
        "may works nights so mornings only",
        "rich and penny fight about money",
        "precious, 9, play therapy",
        "k.m., mid 30s, anxiety",
        "soo-lin wants an adoptee therapist",
        "sharp as a tack, just turned ninety-three",
        "she sees me weekly, 94, lost her husband",
        "a freshman at kealing, cutting",
        "engineer @ samsung, on visa",
        "inpatient at cross creek, still shaky",
        "a couple from new life fellowship",
        "lives off slaughter lane, no car",
        "somebody near college station",
        "lost a niece in the llano river bus accident",
        "caseworker with region 7, secondary trauma",
        "first session is the 9th, nervous",
        "license lpc 71902, she is a therapist herself",
    ],
)
def test_what_a_thumb_types_in_lower_case_is_asked_about(text: str) -> None:
    """Names that are words, places, circles, ages and numbers are found by where they stand."""
    assert find_identifiers(text)


@pytest.mark.parametrize(
    "text",
    [
        "looking for a therpist who takes medcaid, anxeity",
        "on valsartan and allopurinol, sleep is bad",
        "in network with Zelkora PPO please",
        "coparents of a grandbaby, undiagnosed hypersomnia",
        "good at listening, not mad at anyone",
        "summer is fine, will take anyone who may have room",
        "needs 90 min sessions, can pay 95 cash",
        "moved to telehealth, lives in a rural area",
    ],
)
def test_slips_terms_and_plans_are_not_asked_about(text: str) -> None:
    """A mistyped word, a derived one, a drug and a plan's name are no persons."""
    assert find_identifiers(text) == []


@pytest.mark.parametrize(
    ("notes", "most_missed", "most_asked", "most_stopped"),
    [(TUNED, 0.05, 0.05, 0.002), (HELD_OUT, 0.1, 0.15, 0.01)],
    ids=["tuned", "held out"],
)
def test_notes_typed_on_a_phone_keep_their_measure(
    notes: Notes, most_missed: float, most_asked: float, most_stopped: float
) -> None:
    """What `make bench-privacy` prints does not slip back; of the notes that nobody tunes on more is missed."""
    missed = [
        not any(each.start < end and start < each.end for each in findings)
        for text, spans in map(unmarked, notes.identifying)
        for findings in [find_identifiers(text)]
        for start, end in spans
    ]
    raised = [{each.certainty for each in find_identifiers(note)} for note in notes.clean]
    assert sum(missed) <= most_missed * len(missed)
    assert sum(map(bool, raised)) <= most_asked * len(raised)
    assert sum(Certainty.CERTAIN in each for each in raised) <= most_stopped * len(raised)


_WORKS_WITH = ("works with {}", "Works for {} and loves it", "specializes in {}", "experience with {} communities")
_SEES = ("serves {} folks", "sees {} families", "worked with {} couples", "working with {} women")
_BAR = "|"
_COMMUNITIES = (
    "Black|White|Brown|Native|Indigenous|Native American|Pacific Islander|Asian American|South Asian|AAPI|BIPOC|Latinx"
    "|Latine|Latina|Hispanic|Chicano|Puerto Rican|Haitian|African American|Afro-Latina|Nigerian|Ethiopian|Somali|Hmong"
    "|Vietnamese|Filipino|Korean|Chinese|Pakistani|Bangladeshi|Punjabi|Burmese|Rohingya|Afghan|Iranian|Arab American"
    "|Middle Eastern|Syrian|Palestinian|Israeli|Ukrainian|Polish|Lakota|Navajo|Creole|Amish|Orthodox Jewish|Hasidic"
    "|Muslim|Muslims|Hindu|Sikh|Catholic|Evangelical|LDS|ex-Mormon|Jehovah's Witness|Atheist|Queer|Trans|Nonbinary"
    "|Intersex|Two-Spirit|LGBTQ|Polyamorous|Kink|Deaf|Blind|Disabled|Autistic|Neurodivergent|AuDHD|Bipolar|Schizophrenia"
    "|Addiction|Chronic Pain|Long Covid|Couples|Families|Teens|Moms|Toddlers|Gen Z|Vets|Veterans|Police|Clergy|Ranchers"
    "|First Responders|Farmworkers|Foster Youth|Sex Workers|Refugees|Unhoused|College Students|Medicaid|Al-Anon"
).split(_BAR)
_ALSO_PEOPLE = {"Baylor Scott", "Scott And White"}  # payers by first names stay asked about


@pytest.mark.parametrize("community", _COMMUNITIES)
def test_a_community_that_somebody_works_with_is_nobody(community: str) -> None:
    """Nobody's people, faith, body or calling is taken for a workplace or a name, capitalised or not."""
    for sentence in (*_WORKS_WITH, *_SEES):
        for words in (community, community.lower()):
            assert find_identifiers(sentence.format(words)) == [], (sentence, words)


@pytest.mark.parametrize("kind", ["concern", "client_type", "payment", "language", "modality"])
def test_what_the_vocabulary_names_is_nobody_where_it_is_worked_with(kind: vocabulary.Kind) -> None:
    """Every label and alias passes, as written, with capitals and without."""
    names = [name for term in vocabulary.terms(kind) for name in (term.label, *term.aliases)]
    asked = {
        sentence.format(words)
        for name in names
        if capwords(name) not in _ALSO_PEOPLE
        for words in (name, capwords(name), name.lower())
        for sentence in _WORKS_WITH
        if find_identifiers(sentence.format(words))
    }
    assert asked == set()


def test_a_payer_that_runs_hospitals_as_well_still_tells_of_one() -> None:
    """The vocabulary knows such a payer by the name of its plan, so that a stay there is a question."""
    assert find_identifiers("admitted at UPMC on Monday")
    assert vocabulary.lookup("payment", "UPMC Health Plan") == "upmc"


@pytest.mark.parametrize(
    "text",
    [
        "goes to Al-Anon weekly",
        "Al-Anon and Alateen, AA and NA",
        "perfectionistic and anxious",
        "takes Spring Health",
        "a Buried in Treasures group for hoarding",
        "in network with Ramsey",
        "Friday",
    ],
)
def test_meetings_plans_and_programmes_are_nobody(text: str) -> None:
    """What many share is not asked about."""
    assert find_identifiers(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("works for Initech", "Initech"),
        ("works at Brown", "Brown"),
        ("works for Black Rock Mining", "Black Rock Mining"),
        ("works with Scott", "Scott"),
        ("sees Faith weekly", "Faith"),
        ("works with Black clients, lives in Marfa", "Marfa"),
        ("call Ramsey please", "Ramsey"),
    ],
)
def test_beside_a_community_a_name_is_still_found(text: str, words: str) -> None:
    """Passing groups hides no employer, person or town that stands near them."""
    assert words in found(text)
