"""Notes as therapists type them on a phone, every person and place invented; what identifies stands between ‹ and ›.

Every third note of each list is held out: the detectors were written without looking at how they did on those.
The longer lists, PHONE_IDENTIFYING and PHONE_CLEAN, stand in text files under phone/, which say how they are marked.
"""

from __future__ import annotations

import re
from pathlib import Path


def _read(name: str) -> tuple[str, ...]:
    """The notes of a file, one from each line, with their marks and with line breaks and coded characters put in."""
    lines = (Path(__file__).parent / "phone" / name).read_text(encoding="utf-8").split("\n")
    notes = (line.replace("⏎", "\n") for line in lines if line and not line.startswith("#"))
    return tuple(re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), note) for note in notes)


def unmarked(note: str) -> tuple[str, list[tuple[int, int]]]:
    """The note as it was typed, and where in it (end exclusive) the marked stretches lie."""
    text, spans = "", []
    for index, part in enumerate(re.split("[‹›]", note)):
        if index % 2:
            spans.append((len(text), len(text) + len(part)))
        text += part
    return text, spans


def is_held_out(index: int) -> bool:
    """Whether the note at this place in its list is one that nobody tunes on."""
    return index % 3 == 2


PHONE_IDENTIFYING = _read("identifying.txt")
PHONE_CLEAN = _read("clean.txt")

IDENTIFYING = (
    "my client ‹maria› needs someone for panic attacks, takes aetna",
    "looking for a couples therapist for ‹Dwayne› and ‹Keisha›, evenings",
    "hi all, ‹jenna whitlock› is moving and needs telehealth in tx, ok to call her at ‹512-555-0142›",
    "34yo teacher at ‹lincoln elementary› whose husband is deployed, bcbs",
    "she lives in ‹marfa› and can't drive far, needs virtual",
    "client is a nurse at ‹St. David's› and wants someone outside that system",
    "pls reach out to ‹kaylee.ramos@gmail.com›, she wants emdr",
    "email is ‹tomas dot w at gmail dot com›. private pay ok",
    "her dad just turned ‹92› and she is his caregiver",
    "pt dob ‹3/14/88›, medicaid",
    "saw him last ‹tuesday the 4th›, meds stable, wants IFS",
    "‹Xochitl› prefers spanish speaking female therapist",
    "court case ‹2024-CR-00871›, needs substance eval",
    "aetna member id ‹W2385 71903›",
    "his ssn ends in ‹4471› if you need it for the superbill",
    "he is the ‹mayor› of a town nearby, very private",
    "they attend ‹Grace Covenant Church› and want christian counseling",
    "client works at ‹dell› and can only do lunch hours",
    "couple from ‹Round Rock›, gottman preferred, united",
    "in the news after the ‹wimberley flood›, needs trauma therapist",
    "‹Dr. Okafor› referred her, needs DBT group",
    "teen, ‹Aiden›, 15, refuses to go to school, superior medicaid",
    "my client's son ‹mateo› has adhd",
    "lives on ‹elm creek drive›, wants in person close by",
    "zip ‹78704›, in person, sliding scale",
    "her birthday is ‹june 9th› and that week is hard",
    "grandma is ‹ninety-four years old› and moved in with the family",
    "call ‹five one two five five five oh one nine nine›",
    "client goes by ‹Bear›, they/them, needs gender affirming care",
    "‹m​aria lopez› wants evenings",
    "works at ‹HEB› on nights, cigna",
    "junior at ‹westlake high school›, anxiety, aetna",
    "a ‹14-year-old at Bowie High› with an ED",
    "‹Nguyen› family needs vietnamese speaking therapist",
    "claim number ‹WC-4482913›, workers comp",
    "drives a ford, plate ‹KLV 4821›",
    "he was discharged from ‹Seton Shoal Creek› on ‹March 4th›",
    "she is the ‹only black female firefighter in lockhart›",
    "ex husband ‹rob› has a protective order against him",
    "contact ‹Priya Raghunathan› for details",
    "couple, ‹Sam & Alex›, enm, private pay",
    "initials ‹JT›, 40s, grief",
    "‹J.R.› needs someone who takes optum",
    "kid goes to ‹st marys›, parents divorcing",
    "facebook page is ‹www.facebook.com/lena.b.art›",
    "wife ‹Heather› had an affair, discernment counseling",
    "‹shaniqua› asked for a Black therapist, superior",
    "mom ‹luz› speaks only spanish",
    "his mother died ‹march 3›, grief work",
    "pastor at ‹cedar grove baptist›, depression",
    "ip was ‹203.0.113.44› on the intake form",
    "‹Björn› and ‹Siobhán›, premarital",
    "lives w/ roommate in ‹bastrop›, no car",
    "attorney is ‹Mr. Delacroix›, custody eval",
    "she was admitted ‹2/11/2025›, iop step down",
    "insta is ‹@lunes.de.luz›",
    "medicaid number ‹523998811›",
    "referred by ‹Cedar Park Pediatrics›",
    "34 f, ‹Tasha W.›, ocd, erp please",
    "grew up in ‹Dripping Springs›, wants somebody who gets small towns",
    "‹hope› is a 22 yo student with ocd",
    "my client ‹Will› needs a male therapist",
    "client ‹grace kim›, ppd, cigna",
)

CLEAN = (
    "needs a couples therapist who takes aetna, evenings, tx telehealth",
    "emdr for complex ptsd, spanish speaking preferred",
    "looking for someone w/ availability for a teen with anxiety, bcbs ppo",
    "adult, mid 40s, grief after a loss, private pay ok",
    "Gottman trained couples therapist, in person or virtual",
    "client may need a prescriber as well, open to ketamine",
    "will take anyone who has openings in march",
    "perinatal ocd, erp trained, united or optum",
    "Adlerian or psychodynamic, weekly, sliding scale",
    "Christian counselor for premarital work, saturday mornings",
    "bilingual (Spanish/English) LCSW or LPC for a child 6-8, play therapy",
    "older adult, 70s, hashimoto's and depression, medicare",
    "ifs or parts work, female identifying therapist, lgbtq affirming",
    "need an adhd eval for an adult, cigna, no rush",
    "hx of si, none current. dbt group + individual",
    "someone culturally competent w/ Hispanic families pls",
    "65 yo, chronic pain, CBT-I, blue cross blue shield",
    "first responder couple, trauma informed, evenings after 6",
    "autistic adult looking for neurodivergent affirming care, TX or CO",
    "Medicaid, child 9, anger at school, parents separated in 2021",
    "postpartum, 3 months, needs daytime telehealth, Aetna EAP",
    "Does anyone know a great sex therapist (AASECT) who takes Oscar health?",
    "high conflict coparenting, not custody eval",
    "eating disorder specialist, arfid, age 12, optum or uhc",
    "PTSD from an accident, wants brainspotting or somatic experiencing",
    "needs a psychiatrist for med mgmt, on lexapro and wellbutrin",
    "OCD w/ intrusive thoughts, I-CBT a plus",
    "Tuesdays or Thursdays after 4pm work best",
    "mandarin speaking therapist for older couple, in person",
    "I'm full until May, can anyone take a teen w/ self harm hx?",
    "veteran, 50s, TriWest, CPT or PE",
    "mark of a good fit: direct, warm, some humor",
    "hope to find someone by next week. Thanks all!",
    "looking 4 a therpist for college student, social anxeity",
    "recently sober 6 months, wants relapse prevention, private pay up to 120",
    "grief and faith questions, not religious counseling",
    "kaiser out of network superbill fine, weekly at 8 am",
    "trans teen w/ supportive parents, telehealth only, BCBS",
    "Need supervision for LPC associate too",
    "couple, 20s, enm, kink affirming, no insurance",
    "caregiver stress, dementia in the family, medicare + supplement",
    "phq 18, gad 15, no si, wants weekly cbt",
    "Asian American therapist preferred, perfectionism and family expectations",
    "step parenting, blended family of five, Saturdays",
    "anyone doing discernment counseling? prefer doctorate level",
    "Works nights so needs afternoons. Aetna.",
    "panic disorder, 30s, exposure work, in person downtown or virtual",
    "Tourette's and tics, CBIT trained, age 10",
    "divorce recovery group for women, low fee",
    "long covid, chronic illness, ACT, telehealth in Texas",
    "infertility and IVF, third trimester loss hx",
    "Somebody who can see twins separately, age 7, Superior medicaid",
    "moral injury, health care worker, evenings",
    "grad student w/ adhd, sliding scale, $60-80",
    "needs 90837 sessions, out of network ok",
    "gambling, 40s male, prefers male therapist, Humana",
    "Bowen family systems or EFT, private pay $200",
    "anger mgmt not court ordered, Mon/Wed",
    "Lyra or Headway ok. adult child of an alcoholic",
    "Cantonese or English, insomnia, CBTi",
)
