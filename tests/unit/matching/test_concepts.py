"""What a text is about is read from it in the concerns' own terms."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import vocabulary
from bot.matching.files import load
from bot.matching.reading.concepts import read
from bot.matching.reading.cues import STRENGTHS, cues
from bot.matching.reading.wording import forms

CLIENTS_SAY = {
    "My heart races and my mind won't shut off at night before every meeting.": "anxiety",
    "I don't feel anything anymore and I can't get out of bed.": "depression",
    "He is up for days, spending sprees, then he crashes. He stopped his lithium.": "bipolar",
    "I can't stop washing my hands, they are raw.": "ocd",
    "She hasn't driven in a year, she is terrified of bridges and of the highway.": "phobias",
    "There is too much on my plate and I'm at my breaking point.": "stress",
    "I yell, I slam doors, I have a short fuse.": "anger",
    "I can't say no to anybody, and nothing I do is good enough.": "self_esteem",
    "Some days I think everyone would be better off without me; I want to end my life.": "suicidality",
    "My daughter has cuts on her arms and wears long sleeves all summer. She says she cuts herself.": "self_harm",
    "I put my hands on my wife and I'm afraid I will hurt someone. I get violent.": "violence",
    "Since the wreck I jump at every noise and have nightmares.": "trauma",
    "My father beat me when I was little, and nobody in my childhood saw it.": "childhood_abuse",
    "A man at a party forced me to have sex, without my consent.": "sexual_assault",
    "He checks my phone, calls me names, and I'm walking on eggshells. Last week he choked me.": "domestic_abuse",
    "I feel like I'm watching myself from outside my body, nothing feels real.": "dissociation",
    "Two tours in Iraq, and since he came back from deployment he is not himself.": "military",
    "We are like roommates, the same fight every week.": "relationship",
    "My husband cheated on me with a woman from work.": "infidelity",
    "We are engaged and want to prepare for marriage before the wedding.": "premarital",
    "My wife moved out and I don't know how to tell the kids; the lawyers want custody papers.": "divorce",
    "We haven't had sex in two years and my libido is gone.": "intimacy",
    "My partner wants to open our marriage and see other people.": "nonmonogamy",
    "I have no friends and eat lunch alone; the kids at school are mean.": "peers",
    "My mother-in-law and my sister won't speak to me, we are estranged.": "family_conflict",
    "Bedtime is a power struggle, and I'm tired of yelling at my kids. How do I discipline him?": "parenting",
    "My six-year-old throws tantrums, bites other kids and wets the bed.": "child_concerns",
    "His kids from a previous marriage hate their new stepmom.": "blended_family",
    "I was adopted and just found my birth mother.": "adoption",
    "I'm taking care of my mother with dementia, and my siblings won't help.": "caregiving",
    "Six weeks after giving birth I'm not bonding with my baby.": "perinatal",
    "Since the miscarriage I can't walk past the nursery.": "pregnancy_loss",
    "My mom passed away in March, and I never got to say goodbye.": "grief",
    "At a crossroads: the kids left home, and I don't know what to do with my life.": "life_transitions",
    "Since I retired I gave up driving and I'm losing my memory.": "aging",
    "Stage four, they gave him months to live.": "end_of_life",
    "I throw up after meals and count calories all day.": "eating_disorder",
    "I hate the way I look, I can't look in the mirror.": "body_image",
    "I lie awake all night, maybe two hours of sleep.": "sleep",
    "Lupus. Flares, fatigue, doctors who don't believe me.": "chronic_illness",
    "I'm in constant pain since the back surgery.": "chronic_pain",
    "Not the same person since the concussion; he can't find words.": "brain_injury",
    "A bottle of wine every night, and I hide the bottles.": "substance_use",
    "He lost our savings at the casino, betting on games.": "behavioral_addiction",
    "I lose myself in other people's needs and keep bailing him out; I need to be needed.": "codependency",
    "I start projects and never finish, I lose my keys, I'm easily distracted.": "adhd",
    "He covers his ears at loud noises and only talks about trains; doesn't make eye contact.": "autism",
    "Such a bright boy, but he struggles with reading, he reverses letters.": "learning",
    "My son won't go to school, his grades are slipping.": "school",
    "He hears voices and thinks the government put cameras in the house.": "psychosis",
    "I push people away, then I'm terrified of being left: I love you, I hate you, all or nothing.": "personality",
    "I came out to my parents as gay.": "lgbtq",
    "I was born in the wrong body and I want to start hormones.": "gender_identity",
    "I'm the only Black woman on the floor; the microaggressions never stop.": "race_culture",
    "We fled our country, and I wait for asylum.": "immigration",
    "I lost my faith and left the church I was raised in.": "spirituality",
    "I got laid off and can't find a job.": "career",
    "I cry in the car before work, I have nothing left to give, I dread Mondays.": "burnout",
    "We can't pay the rent, the credit cards are maxed out, we fight about money.": "money",
    "He acts without thinking, he can't control his impulses, and steals things he doesn't need.": "impulse_control",
    "I want to know myself better and reach my full potential.": "growth",
    "I want to learn healthy coping skills and ways to cope.": "coping",
    "Married to a firefighter; the bad calls come home with him from the station.": "first_responders",
    "I gained it all back after every diet, and my doctor says bariatric surgery.": "weight_management",
    "Our adult son has Down syndrome and needs daily living skills.": "developmental",
    "She is a gymnast and chokes under pressure at every competition.": "performance",
    "Men don't cry, he was told; man up, be strong for everyone.": "mens_issues",
    "Hot flashes, and nobody tells you about perimenopause.": "womens_issues",
    "The judge ordered it, his probation officer wants a letter.": "legal",
}
THERAPISTS_SAY = {
    "High-achieving women who look fine on the outside and are never good enough on the inside.": "self_esteem",
    "Partners who feel like roommates learn to reconnect.": "relationship",
    "I help couples rebuild trust after an affair.": "infidelity",
    "EMDR for survivors whose past still lives in the body.": "trauma",
    "Exposure and response prevention, for rituals that eat up the day.": "ocd",
    "Walking with those who mourn.": "grief",
    "Health at Every Size: make peace with food.": "eating_disorder",
    "For students who freeze before an exam, and those who think of dropping out.": "school",
    "DBT skills for intense emotions and fear of abandonment.": "personality",
    "For the helpers: nurses, teachers and first responders who run on empty.": "burnout",
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), [*CLIENTS_SAY.items(), *THERAPISTS_SAY.items()])
def test_a_few_plain_words_lead_to_the_concern(text: str, code: str) -> None:
    """What a client or a therapist would mean comes first, though the concern is seldom named."""
    assert next(iter(read(text).weights), None) == code


def test_every_concern_has_an_example() -> None:
    """No concern is left to its name alone."""
    assert set(CLIENTS_SAY.values()) == {term.code for term in vocabulary.terms("concern")}


@pytest.mark.parametrize("term", vocabulary.terms("concern"), ids=lambda term: term.code)
def test_a_concerns_own_name_leads_to_it(term: vocabulary.Term) -> None:
    """Whatever else the lexicon says, a label is read as what it stands for."""
    assert next(iter(read(term.label).weights), None) == term.code


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("I do not treat eating disorders or OCD.", {"eating_disorder", "ocd"}),
        ("I don't work with psychosis; please no custody evaluations.", {"psychosis", "divorce", "legal"}),
        ("No trauma or psychosis. She denies suicidal thoughts.", {"trauma", "psychosis", "suicidality"}),
        ("Licensed Marriage and Family Therapist, graduate of the University of Texas.",
            {"relationship", "family_conflict", "school"}),
        ("My job is to help you find your way in a safe space.", {"career", "burnout", "trauma"}),
        ("I may add that it is odd.", {"adhd", "child_concerns"}),
    ],
)  # fmt: skip
def test_what_is_denied_or_refused_or_meant_otherwise_is_not_read(text: str, absent: set[str]) -> None:
    """Words of a concern say nothing of it where they are denied, refused, or part of something else."""
    assert absent.isdisjoint(read(text).weights)


def test_a_refusal_ends_with_its_sentence_or_where_it_turns() -> None:
    """What a therapist does treat is read in the same breath."""
    assert "trauma" in read("I do not treat eating disorders. I treat trauma.").weights
    assert "trauma" in read("I do not treat eating disorders but I love trauma work.").weights


def test_the_words_are_kept_as_they_were_written() -> None:
    """A reason quotes what somebody wrote."""
    text = "She is ‘fine’, but she’s been  Cutting Herself since the Miscarriage"
    assert read(text).words == {"self_harm": "Cutting Herself", "pregnancy_loss": "Miscarriage"}


def test_a_hint_is_not_quoted() -> None:
    """What only hints at a concern weighs a little, and would be an odd reason to read."""
    reading = read("He comes home at night")
    assert "sleep" in reading.weights
    assert "sleep" not in reading.words


def test_what_somebody_wrote_is_not_in_the_logs_of_a_reading() -> None:
    """A reading that is logged or stands in a traceback tells the concerns, not the text."""
    assert "wedding" not in repr(read("Since the wedding in Paris he drinks too much"))


def test_one_spelling_is_as_good_as_another() -> None:
    """Apostrophes, capitals and "not" apart from its verb change nothing."""
    ways = ["I can't stop drinking", "I CAN’T STOP DRINKING", "I cannot really stop drinking",
            "i can not stop drinking"]  # fmt: skip
    assert len({tuple(read(way).weights.items()) for way in ways}) == 1


def test_an_acronym_counts_in_capitals_only() -> None:
    """Small, it is an everyday word; in a sentence all in capitals it could be either, and is not taken for one."""
    assert "adhd" in read("Somebody who knows ADD in women").weights
    assert "adhd" in read("OCD, ADD").weights
    assert not read("You may add it").weights
    assert not read("YOU MAY ADD IT").weights


def test_slacks_marks_change_nothing() -> None:
    """What is set in italics is read like the rest."""
    assert read("_since the miscarriage_").weights == read("since the miscarriage").weights


def test_the_specific_outweighs_the_general() -> None:
    """Words that half of all texts hold do not drown what a text is about."""
    text = "I feel stressed, my family and my partner worry about me, since my husband's affair. The affair is over."
    assert next(iter(read(text).weights)) == "infidelity"


@given(st.text(max_size=300) | st.lists(st.sampled_from([*CLIENTS_SAY, "not", "my", "\n", "’s"])).map(" ".join))
def test_any_text_is_read_the_same_twice_within_bounds(text: str) -> None:
    """Weights are codes of the vocabulary between 0 and 1, the likeliest first; words are pieces of the text."""
    reading = read(text)
    assert reading == read(text)
    assert list(reading.weights.values()) == sorted(reading.weights.values(), reverse=True)
    assert all(0 < weight <= 1 and vocabulary.is_code("concern", code) for code, weight in reading.weights.items())
    assert set(reading.words) <= set(reading.weights)
    assert all(words and words in text for words in reading.words.values())


@pytest.mark.parametrize("text", ["my husband " * 200_000, "not " * 500_000, "’" * 1_000_000, "cant stop " * 100_000])
def test_a_text_without_end_is_read_to_a_bound(text: str) -> None:
    """What is hostile costs no more than what is long."""
    assert read(text) == read(text[:20_000])


@pytest.mark.parametrize("code", load("data/cues.yml")["concerns"])
def test_every_cue_leads_to_its_concern(code: str) -> None:
    """None is hidden by another, by a word that is read past, or by what says nothing."""
    lexicon = load("data/cues.yml")
    cues_of = ",".join(lexicon["concerns"][code].get(strength, "") for strength in STRENGTHS).split(",")
    plainly = [re.sub(r"\(([^|)]*)\|[^)]*\)", r"\1", cue).replace("~", "").strip() for cue in cues_of]
    written = [re.sub(r"<(\w+)>", lambda slot: lexicon["slots"][slot[1]].split()[0], cue) for cue in plainly]
    assert [cue for cue in written if cue and code not in read(cue).weights] == []


def test_a_verb_is_found_in_any_form() -> None:
    """The lexicon writes "cheat~" once; texts write it in every tense."""
    for form in ("cheat", "cheats", "cheated", "cheating"):
        assert "infidelity" in read(f"They {form} on me").weights
    assert {"stopped", "stopping", "stops"} <= {*forms("stop~")}
    assert {"carried", "carrying", "carries"} <= {*forms("carry~")}
    assert {"lost", "losing", "loses"} <= {*forms("lose~", ["lost"])}


def test_the_lexicon_speaks_of_concerns_that_there_are() -> None:
    """Every heading and every "also" is a code of the vocabulary."""
    named = {*cues().also, *(code for others in cues().also.values() for code in others)}
    assert named == {code for code in named if vocabulary.is_code("concern", code)}


@pytest.mark.parametrize(
    "note",
    [
        "Somebody who will not panic.",
        "A veteran teacher of the method.",
        "No reassurance, please.",
        "A clinician with humor.",
    ],
)
def test_words_that_mean_something_else_here_say_nothing(note: str) -> None:
    """A therapist who reads them quoted as a reason would not believe the next one."""
    assert not read(note).words
