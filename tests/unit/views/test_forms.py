"""What the forms promise: they show what is there, give it back unchanged, and ask for no more than is needed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.exchange.drafts import Draft
from bot.exchange.values import Audience, Member, Membership, Outcome, Urgency
from bot.exchange.working_time import PracticeHours
from bot.matching import Licence, LicenceScope, Need, Opening, OpeningKind, OwnTerm, Profile
from bot.privacy import LocalWords
from bot.views import (
    full_form,
    niche_form,
    outcome_form,
    refer_form,
    setup_form,
    thanks,
    thanks_drafts,
    thanks_form,
)
from bot.views.setup_form import Exposure, SetupChoices
from tests.slack_limits import violations
from tests.unit.views.filled_in import submitted
from tests.unit.views.forms_shown import ANY_TIME, FOUR_WEEKS, NOW, THANKS, forms, sent_back
from tests.unit.views.scenes import ANA, COLLECTIVE, SAM, after, draft
from tests.unit.views.strategies import drafts, profiles

VIEWS = forms()
SENT_BACK = sent_back()


@pytest.mark.parametrize("name", VIEWS)
def test_every_form_is_one_that_slack_takes(name: str) -> None:
    """No form breaks a documented limit."""
    assert violations("views.open", {"view": VIEWS[name].to_dict()}) == []


@pytest.mark.parametrize("name", VIEWS)
def test_every_form_reads_well(name: str, snapshot: SnapshotAssertion) -> None:
    """The words of each form: paragraphs, labels and hints, and the options where they are few."""
    view = VIEWS[name].to_dict()
    lines = [view["title"]["text"]]
    for block in view["blocks"]:
        if block["type"] == "input":
            options = block["element"].get("options", [])
            ticks = [option["text"]["text"] for option in options if len(options) <= 10]
            lines += [f"{block['label']['text']} {ticks}", f"    {block.get('hint', {}).get('text', '')}"]
        lines += [block["text"]["text"]] if "text" in block else []
        lines += rich_lines(block) if block["type"] == "rich_text" else []
        elements = block.get("elements", []) if block["type"] != "rich_text" else []
        texts = [each.get("text") or each["placeholder"] for each in elements]
        lines += [text if isinstance(text, str) else f"[{text['text']}]" for text in texts]
    assert lines == snapshot


def rich_lines(block: dict[str, Any]) -> list[str]:
    """Each part of a rich text as a line, with what is set off between ticks."""
    return [
        "".join(f"`{bit['text']}`" if bit.get("style") else bit["text"] for bit in part["elements"])
        for part in block["elements"]
    ]


@pytest.mark.parametrize("name", SENT_BACK)
def test_what_is_to_be_mended_stands_at_a_field_that_is_there(name: str, snapshot: SnapshotAssertion) -> None:
    """Slack takes an error only for a block that the form has; and it says how to go on."""
    view, errors = SENT_BACK[name]
    assert violations("views.open", {"view": view.to_dict()}) == []
    assert set(errors) <= {block.get("block_id") for block in view.to_dict()["blocks"]}
    assert errors == snapshot


@settings(deadline=None)
@given(drafts())
def test_the_referral_form_gives_back_what_it_shows(filled: Draft) -> None:
    """Whatever a draft holds is there again after a round, in the order in which it was picked."""
    shown = replace(filled, post_anyway=False, not_identifying=frozenset({"0a1b2c3d4e5f"}), rewritten=2)
    view = refer_form.render(shown)
    assert refer_form.parse(submitted(view)) == shown


def test_the_first_concern_picked_stays_the_main_one() -> None:
    """Slack sends options in the order of picking, and the form keeps it."""
    picked = {"selected_options": [{"value": "sleep"}, {"value": "anxiety"}]}
    view = submitted(refer_form.render(Draft("form1")), concerns=picked)
    assert refer_form.parse(view).need.concerns == ("sleep", "anxiety")


def test_the_short_form_shows_eight_questions_and_the_consent() -> None:
    """A busy therapist sees no more than that before "More"."""
    blocks = refer_form.render(Draft("form1")).to_dict()["blocks"]
    assert len([block for block in blocks if block["type"] == "input"]) == 9


def test_more_is_shown_as_soon_as_something_under_it_is_filled_in() -> None:
    """Nothing that was typed can be lost by being hidden."""
    assert refer_form.shows_more(submitted(refer_form.render(draft(need=Need(note="calm")))))
    assert not refer_form.shows_more(submitted(refer_form.render(Draft("form1"))))


def test_an_edit_asks_neither_for_the_audience_nor_for_consent() -> None:
    """Whom to ask was settled when it was posted."""
    blocks = refer_form.render(draft(editing="ref1")).to_dict()["blocks"]
    ids = {block.get("block_id", "").partition(":")[0] for block in blocks}
    assert ids.isdisjoint({"audience", "consent", "kept_from"})


def test_turning_to_the_edit_of_a_similar_referral_forgets_the_new_one() -> None:
    """Slack keeps the answers of a block whose id stays, so no id of the new form stands in the edit."""
    new, edit = refer_form.render(draft()), refer_form.render(draft(editing="ref1"))

    def ids(view: object) -> set[str]:
        return {block["block_id"] for block in view.to_dict()["blocks"] if block["type"] == "input"}  # type: ignore[attr-defined]

    assert ids(new).isdisjoint(ids(edit))


def test_a_similar_referral_is_pointed_out_with_a_way_on() -> None:
    """Edit it, or say that this is another client."""
    picked = {"selected_options": [{"value": "another"}]}
    view = submitted(refer_form.render(draft(), similar=after()), post_anyway=picked)
    assert refer_form.parse(view).post_anyway
    assert "ref1" in str(view["blocks"])


@pytest.mark.parametrize("audience", Audience)
def test_consent_is_needed_exactly_where_somebody_is_asked(audience: Audience) -> None:
    """Just names needs none."""
    problems = refer_form.errors(draft(audience=audience, consent=False))
    assert (problems == {}) is (audience is Audience.NOBODY)


def test_a_problem_stands_at_a_field_that_is_there() -> None:
    """Slack takes an error only for a block that the form has."""
    for filled in (draft(consent=False), draft(editing="ref1")):
        ids = {block.get("block_id") for block in refer_form.render(filled).to_dict()["blocks"]}
        assert set(refer_form.errors(filled)) <= ids


def test_private_metadata_holds_ids_and_nothing_that_was_typed() -> None:
    """The note is in its field alone."""
    assert json.loads(refer_form.render(draft()).to_dict()["private_metadata"]) == {
        "form_id": "form1",
        "editing": "",
        "more": True,
        "few": False,
        "not_now": [],
        "stopped_at": [],
        "told": False,
        "told_nobody": False,
        "given_up": [],
        "rewritten": 0,
        "vouched": [],
    }


@settings(deadline=None)
@given(profiles(), st.text("abc 123", max_size=50).map(str.strip))
def test_the_niche_form_gives_back_what_it_shows(niche: Profile, contact: str) -> None:
    """Whatever a member said of their practice is there again after a round."""
    member = Member("ana", "U0ANA", "Ana", niche=niche, practice_contact=contact)
    assert niche_form.parse(submitted(niche_form.render(member))) == (niche, contact)


def test_terms_of_the_collectives_own_stay_in_a_niche_though_it_dropped_them() -> None:
    """Nobody loses what they said by saving again; what it still has is offered where the list is short."""
    mine = ("own:Farm life",)
    niche = Profile(
        "",
        top_concerns=("own:Hill folk", "grief"),
        concerns=mine,
        identities=mine,
        payments=("own:Mill plan", "aetna"),
        areas=("own:North side",),
        languages=mine,
        modalities=mine,
        opening=Opening(OpeningKind.SOME, only_payments=("own:Mill plan",)),
    )
    for own in ((), (OwnTerm("payment", "Mill plan"), OwnTerm("payment", "Other plan"), OwnTerm("area", "South side"))):
        view = niche_form.render(Member("ana", "U0ANA", "Ana", niche=niche), own=own)
        assert niche_form.parse(submitted(view))[0] == niche
        assert violations("views.open", {"view": view.to_dict()}) == []
        assert ("Other plan" in str(view.to_dict())) is ("South side" in str(view.to_dict())) is bool(own)


def test_the_same_concern_is_kept_once() -> None:
    """At its best place."""
    picked = {"selected_option": {"value": "sleep"}}
    others = {"selected_options": [{"value": "sleep"}, {"value": "grief"}]}
    view = submitted(niche_form.render(None, more=True), second=picked, third=picked, concerns=others)
    niche, _ = niche_form.parse(view)
    assert (niche.top_concerns, niche.concerns) == (("sleep",), ("grief",))


@pytest.mark.parametrize(
    ("stated", "only", "fits"),
    [
        ({"payments": ("aetna",)}, {"only_payments": ("aetna",)}, True),
        ({"payments": ("aetna",)}, {"only_payments": ("cigna",)}, False),
        ({}, {"only_payments": ("cigna",)}, True),
        ({"formats": ("telehealth",)}, {"only_formats": ("in_person",)}, False),
        ({"client_types": ("couple", "family")}, {"only_client_types": ("couple",)}, True),
        ({"client_types": ("couple",)}, {"only_client_types": ("couple", "group")}, False),
    ],
)
def test_room_is_limited_to_what_one_has_at_all(stated: dict[str, Any], only: dict[str, Any], *, fits: bool) -> None:
    """Room for Cigna alone, of somebody who does not take it, would be room for nobody."""
    niche = Profile("", opening=Opening(OpeningKind.SOME, **only), **stated)
    assert (problems_of(niche, NOW.date()) == {}) is fits


def test_offices_are_asked_for_where_the_collective_named_parts_of_town() -> None:
    """And a member keeps what they picked while it was named."""
    own = (OwnTerm("area", "North side"), OwnTerm("concern", "Farm life"))
    assert "areas" not in ids_of(niche_form.render(None, more=True))
    assert "areas" in ids_of(niche_form.render(None, own=own, more=True))
    member = replace(ANA, niche=Profile("ana", areas=("own:North side",)))
    assert niche_form.parse(submitted(niche_form.render(member)))[0].areas == ("own:North side",)


def test_the_short_niche_form_asks_what_a_match_needs_and_hides_the_rest() -> None:
    """The rest comes with a press, and stands there from the start once something of it is said."""
    short = ids_of(niche_form.render(None))
    assert {"statement", "first", "second", "third", "full_licences", "only", "contact"} <= short
    assert short.isdisjoint({"concerns", "languages", "gender"})
    view = submitted(niche_form.render(None))
    assert {"concerns", "languages", "gender"} <= ids_of(niche_form.untyped(view, (), more=True))
    assert "concerns" in ids_of(niche_form.render(replace(ANA, niche=Profile("ana", languages=("es",)))))


@settings(deadline=None)
@given(profiles(), st.text("xyz 123", min_size=1, max_size=50).map(str.strip), st.booleans())
def test_drawing_the_niche_form_anew_takes_nothing_that_was_typed_along(
    niche: Profile, contact: str, more: bool
) -> None:
    """What was picked stays picked; what was typed is in no field, and Slack keeps it in those with the same ids."""
    member = Member(
        "ana", "U0ANA", "Ana", niche=replace(niche, statement=f"{niche.statement}qq"), practice_contact=contact
    )
    before = niche_form.render(member)
    after = niche_form.untyped(submitted(before), (), more=more)
    held = [block["element"].get("initial_value") for block in after.to_dict()["blocks"] if block["type"] == "input"]
    assert not any(held)
    assert ids_of(before) <= ids_of(after)
    assert niche_form.parse(submitted(after))[0] == niche_form.without_texts(niche)


def ids_of(view: Any) -> set[str]:
    """The ids of the fields of a form."""
    return {block["block_id"] for block in view.to_dict()["blocks"] if block["type"] == "input"}


def test_a_state_named_twice_counts_as_the_fuller_licence() -> None:
    """Full licence and compact in one state are one licence."""
    texas = {"selected_options": [{"value": "TX"}]}
    view = submitted(niche_form.render(None), full_licences=texas, telehealth_licences=texas)
    assert niche_form.parse(view)[0].licences == (Licence("TX", LicenceScope.FULL),)


def problems_of(niche: Profile, today: date) -> dict[str, str]:
    """What is to be mended in a form that holds this."""
    return niche_form.problems(niche, today)


def test_a_statement_is_never_refused_for_its_style() -> None:
    """Neither for its length in sentences nor for its words: that is coached, and it can be saved."""
    assert problems_of(Profile("", "A safe space. For all ages. Holistic. And more."), NOW.date()) == {}


def test_no_room_needs_a_date() -> None:
    """Openings of none last until a day that the member names."""
    none = Profile("", opening=Opening(OpeningKind.NONE))
    assert set(problems_of(none, NOW.date())) == {"until"}
    assert problems_of(replace(none, opening=Opening(OpeningKind.NONE, date(2026, 4, 1))), NOW.date()) == {}


@pytest.mark.parametrize(
    ("until", "is_ahead"), [(date(2026, 3, 1), False), (date(2026, 3, 2), False), (date(2026, 3, 3), True)]
)
def test_no_room_lasts_until_a_day_that_is_ahead(until: date, *, is_ahead: bool) -> None:
    """A day that has come would say nothing, for on it the statement has run out."""
    none = Profile("", opening=Opening(OpeningKind.NONE, until))
    assert (problems_of(none, NOW.date()) == {}) is is_ahead
    assert (full_form.problems(until, NOW.date()) == {}) is is_ahead


def test_the_setup_form_gives_back_what_it_shows() -> None:
    """Channel, members, hours, people and outside options are there again after a round."""
    words = LocalWords(("Larkspur Health Plan", "the Marlow method"), ("Larkspur",))
    collective = replace(
        COLLECTIVE,
        membership=Membership.WORKSPACE,
        hours=PracticeHours(time(8, 30), time(18)),
        crisis_resources="County crisis line: 512-555-0100",
        local_words=words,
        watches_channel=True,
        posts_weekly=False,
    )
    view = submitted(setup_form.render(collective, person_user_id="U0DEV", extra_admin_user_id="U0BEN"))
    assert setup_form.parse(view) == SetupChoices(
        "C0REFERRALS",
        Membership.WORKSPACE,
        collective.hours,
        "U0DEV",
        "U0BEN",
        COLLECTIVE.outside_options,
        collective.crisis_resources,
        words,
        watches_channel=True,
        posts_weekly=False,
    )
    assert setup_form.parse(submitted(setup_form.render(COLLECTIVE))).posts_weekly


def test_lists_as_long_as_the_set_up_takes_can_be_shown_again() -> None:
    """However the words were parted when they were typed."""
    typed = ",".join(f"{chr(97 + at % 26)}{chr(97 + at // 26)}zq" for at in range(599))
    chosen = setup_form.parse(submitted(setup_form.render(COLLECTIVE), watched={"value": typed}))
    again = setup_form.render(replace(COLLECTIVE, local_words=chosen.local_words))
    assert violations("views.open", {"view": again.to_dict()}) == []
    assert len(chosen.local_words.watched) == 599


def test_hours_that_end_before_they_begin_are_sent_back() -> None:
    """The hint stands at the end of the day."""
    view = submitted(setup_form.render(COLLECTIVE), end={"selected_time": "08:00"})
    assert set(setup_form.problems(view)) == {"end"}
    assert setup_form.problems(submitted(setup_form.render(COLLECTIVE))) == {}


def test_a_watched_word_that_would_stop_every_note_is_sent_back() -> None:
    """The hint names it; an allowed one may be as short."""
    view = submitted(setup_form.render(COLLECTIVE), watched={"value": "Larkspur, a"}, allowed={"value": "b"})
    assert setup_form.problems(view) == {
        "watched": "“a” could stand in nearly every note. Which longer words do you mean?"
    }


def test_a_word_in_both_lists_is_asked_about() -> None:
    """Nobody can know which of the two was meant."""
    view = submitted(setup_form.render(COLLECTIVE), watched={"value": "Larkspur"}, allowed={"value": "larkspur"})
    assert setup_form.problems(view) == {
        "watched": "“larkspur” stands in both lists. Shall I stop at it, or never ask about it?"
    }


def test_setup_says_what_comes_next_and_warns_again() -> None:
    """The admin reads where it is, what to do, and who else reads along."""
    choices = setup_form.parse(submitted(setup_form.render(COLLECTIVE)))
    view = setup_form.saved(choices, [Exposure.PUBLIC]).to_dict()
    assert violations("views.update", {"view": view}) == []
    assert "<#C0REFERRALS>" in str(view)
    assert "public" in str(view)


@pytest.mark.parametrize(("warnings", "event"), [([], "message.groups"), ([Exposure.PUBLIC], "message.channels")])
def test_whoever_has_the_channel_looked_at_reads_what_that_takes(warnings: list[Exposure], event: str) -> None:
    """The tick alone changes nothing at Slack: the event of this kind of channel is named, and how to try it."""
    choices = setup_form.parse(submitted(setup_form.render(replace(COLLECTIVE, watches_channel=True))))
    view = setup_form.saved(choices, warnings).to_dict()
    assert violations("views.update", {"view": view}) == []
    assert f"`{event}`" in str(view)
    assert event not in str(setup_form.saved(replace(choices, watches_channel=False), warnings).to_dict())


@pytest.mark.parametrize("outcome", Outcome)
def test_each_of_the_seven_outcomes_can_be_told(outcome: Outcome) -> None:
    """The form knows of which referral, and takes every answer."""
    view = submitted(outcome_form.render("ref1"), outcome={"selected_option": {"value": outcome.value}})
    assert outcome_form.parse(view) == ("ref1", outcome)


def test_full_means_four_weeks_unless_another_day_was_named() -> None:
    """The day is that of the member's own calendar."""
    late = datetime(2026, 3, 3, 3, tzinfo=UTC)  # still March 2 in Chicago
    assert full_form.parse(submitted(full_form.render(ANA, late, "r1", FOUR_WEEKS))) == ("r1", date(2026, 3, 30))
    named = replace(ANA, niche=replace(ANA.niche, opening=Opening(OpeningKind.NONE, date(2026, 5, 1))))
    assert full_form.parse(submitted(full_form.render(named, late, "r1", FOUR_WEEKS))) == ("r1", date(2026, 5, 1))


def test_a_thank_you_comes_back_as_it_was_begun() -> None:
    """To the referrer or to whoever is picked, with the draft that it began as."""
    assert thanks_form.parse(submitted(thanks_form.render(THANKS))) == THANKS
    picked = thanks_form.parse(submitted(thanks_form.render(ANY_TIME), to={"selected_user": SAM.user_id}))
    assert picked == replace(ANY_TIME, note=replace(ANY_TIME.note, to_user=SAM.user_id))


def test_the_weekly_post_is_told_of_thanks_only_where_somebody_ticks_it() -> None:
    """Nothing is ticked beforehand, and where there is no weekly post nothing is asked."""
    form, yes = thanks_form.render(ANY_TIME), {"selected_options": [{"value": "yes"}]}
    assert not thanks_form.parse(submitted(form)).note.may_be_shared
    assert thanks_form.parse(submitted(form, share=yes)).note.may_be_shared
    assert "weekly" not in str(thanks_form.render(THANKS).blocks)


def test_another_draft_comes_with_each_press_until_all_were_shown() -> None:
    """Then the first comes again; the field forgets the one before."""
    written, seen = THANKS, [THANKS.note.words]
    while (written := thanks_form.another(written, ANA, (), SAM)).note.words != seen[0]:
        assert json.dumps(thanks_form.render(written).to_dict()).count(f"words:{len(seen)}") == 1
        seen.append(written.note.words)
    assert len(seen) == len(set(seen)) == len(thanks_drafts.keys(after_hand_off=True))


def test_words_of_ones_own_are_not_replaced_by_a_draft() -> None:
    """Slack keeps what was typed, and nothing of it travels; an emptied field begins anew."""
    own = THANKS.with_words("You are a gem.")
    kept = thanks_form.another(own, ANA, (), SAM)
    assert (kept.kept, kept.note) == (True, own.note)
    assert "gem" not in str(thanks_form.render(kept).to_dict())

    emptied = thanks_form.another(THANKS.with_words(""), ANA, (), SAM)
    assert not emptied.kept
    assert emptied.note.words


def test_a_preview_shows_the_very_message() -> None:
    """Block for block what the colleague will get."""
    message = thanks.thank_you(ANA, THANKS.note.words)
    shown = thanks_form.preview(ANA, THANKS.note.words).to_dict()["blocks"]
    assert shown[: len(message.blocks)] == [block.to_dict() for block in message.blocks]


def test_names_come_with_reasons_contact_and_how_fresh_the_openings_are() -> None:
    """All that a referrer passes on to a client stands in one view."""
    text = str(VIEWS["names"].to_dict())
    for told in ("Top concern: infidelity", ANA.practice_contact, "as of February 21", "self-declared"):
        assert told in text


def test_a_form_left_blank_is_read_as_nothing_said() -> None:
    """A field without an answer breaks nothing."""
    view = {**submitted(refer_form.render(Draft("form1"))), "state": {"values": {}}}
    assert refer_form.parse(view) == Draft("form1", Need(), Urgency.ROUTINE)
