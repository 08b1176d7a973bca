"""Who comes first, and that nothing but fit and turn decides it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import Licence, LicenceScope, Need, Opening, OpeningKind, Profile, Ranker, vocabulary
from bot.matching.constraints import Answer, answers

if TYPE_CHECKING:
    from random import Random

CONCERNS = ["anxiety", "trauma", "infidelity", "grief"]
NOTES = ["", "panic attacks and an affair", "somebody gentle", "EMDR for a car accident"]


def some(*codes: str, most: int = 2) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(codes), max_size=most, unique=True)


licences = st.builds(Licence, st.sampled_from(["TX", "NY"]), st.sampled_from(LicenceScope))
needs = st.builds(
    Need,
    concerns=some(*CONCERNS, most=3),
    age_group=st.sampled_from(["", "child", "adult"]),
    client_type=st.sampled_from(["", "individual", "couple"]),
    payments=some("aetna", "cigna", "not_sure"),
    format=st.sampled_from(["in_person", "telehealth", "either"]),
    states=some("TX", "NY"),
    languages=some("es", "en", most=1),
    modalities=some("emdr", "cbt"),
    identities=some("lgbtq", "veterans"),
    areas=some("own:North", "own:South"),
    times=some("evenings", "weekends"),
    services=some("prescriber", "testing"),
    gender=st.sampled_from(["", "woman", "man"]),
    note=st.sampled_from(NOTES),
)
profiles = st.builds(
    Profile,
    member_id=st.sampled_from([f"U{number}" for number in range(12)]),
    statement=st.sampled_from(["", "I treat panic, gently.", "I help couples after an affair find words again."]),
    top_concerns=some(*CONCERNS, most=3),
    concerns=some(*CONCERNS, most=4),
    age_groups=some("child", "adult"),
    client_types=some("individual", "couple"),
    payments=some("aetna", "cigna"),
    formats=some("in_person", "telehealth"),
    licences=st.lists(licences, max_size=2),
    languages=some("es", "en"),
    modalities=some("emdr", "cbt"),
    identities=some("lgbtq", "veterans"),
    areas=some("own:North", "own:South"),
    times=some("evenings", "weekends"),
    services=some("prescriber", "testing"),
    gender=st.sampled_from(["", "woman", "man"]),
    opening=st.builds(
        Opening,
        st.sampled_from(OpeningKind),
        only_client_types=some("couple", most=1),
        only_payments=some("aetna", most=1),
        only_formats=some("telehealth", most=1),
    ),
    shown_lately=st.integers(0, 9),
    last_shown=st.none() | st.integers(1, 28).map(lambda day: datetime(2026, 11, day, tzinfo=UTC)),
)
collectives = st.lists(profiles, max_size=8, unique_by=lambda profile: profile.member_id)


@settings(deadline=None)
@given(collectives, needs, st.randoms(use_true_random=False))
def test_the_order_of_the_profiles_never_shows(collective: list[Profile], need: Need, random: Random) -> None:
    """The same members in any order, and in a ranker of its own, give the same matches."""
    shuffled = sorted(collective, key=lambda _: random.random())
    assert Ranker(shuffled).rank(need, limit=9) == Ranker(collective).rank(need, limit=9)


@settings(deadline=None)
@given(collectives, needs)
def test_the_columns_keep_the_very_rules(collective: list[Profile], need: Need) -> None:
    """Whoever gives no NO is matched, and nobody else: one by one or all at once, the rules are the same."""
    matched = {match.member_id for match in Ranker(collective).rank(need, limit=9)}
    assert matched == {each.member_id for each in collective if Answer.NO not in answers(need, each).values()}


@settings(deadline=None)
@given(collectives, collectives, needs, st.data())
def test_a_ranker_that_was_kept_up_is_one_that_was_built_anew(
    before: list[Profile], after: list[Profile], need: Need, data: st.DataObject
) -> None:
    """Members come, change and go in any order, and nothing of what they said before is left."""
    kept_up = Ranker(before)
    for member_id in {each.member_id for each in before} - {each.member_id for each in after}:
        kept_up.forget(member_id)
    for profile in data.draw(st.permutations(after)):
        kept_up.update(profile)
    assert kept_up.rank(need, limit=9) == Ranker(after).rank(need, limit=9)


@settings(deadline=None)
@given(collectives, needs)
def test_a_place_is_the_place_that_the_ranking_gives(collective: list[Profile], need: Need) -> None:
    """Whoever asks "why not me?" hears of the very order that the referrer saw, with the very score."""
    ranker = Ranker(collective)
    order = [(match.member_id, match.score) for match in ranker.rank(need, limit=9)]
    for profile in collective:
        told = ranker.explain(need, profile.member_id)
        assert told.fitting == len(order)
        if told.place is None:
            assert profile.member_id not in [member_id for member_id, _ in order]
        else:
            assert order[told.place] == (profile.member_id, told.tally.score)


@settings(deadline=None)
@given(collectives, needs)
def test_a_hard_constraint_is_never_broken(collective: list[Profile], need: Need) -> None:
    """Whoever is matched has room, a licence that serves, and has stated nothing that rules them out."""
    by_id = {profile.member_id: profile for profile in collective}
    for match in Ranker(collective).rank(need, limit=9):
        member = by_id[match.member_id]
        room = member.opening
        assert room.kind is not OpeningKind.NONE
        assert not room.only_client_types or need.client_type in ("", *room.only_client_types)
        assert not room.only_formats or need.format in ("either", *room.only_formats)
        assert not member.age_groups or need.age_group in ("", *member.age_groups)
        assert not member.client_types or need.client_type in ("", *member.client_types)
        assert not member.formats or need.format in ("either", *member.formats)
        assert not need.gender or member.gender in ("", need.gender)
        assert not member.services or set(need.services) <= set(member.services)
        paid = set(need.payments) - {"not_sure"}
        for asked, stated in [
            (paid, member.payments), (paid, room.only_payments),
            (need.languages, member.languages), (need.times, member.times),
        ]:  # fmt: skip
            assert not asked or not stated or set(asked) & set(stated)
        if need.format == "in_person" and need.areas and member.areas:
            assert set(need.areas) & set(member.areas)
        if need.states:
            valid = [licence for licence in member.licences if licence.state in need.states]
            assert valid
            if need.format == "in_person" or member.formats == ["in_person"]:
                assert any(licence.scope is LicenceScope.FULL for licence in valid)


def improvements(profile: Profile, need: Need) -> list[Profile]:
    """The profile, each time with one thing stated that suits the need better, all else equal."""
    top, listed = profile.top_concerns, profile.every_concern
    better = [replace(profile, concerns=[*profile.concerns, code]) for code in need.concerns if code not in listed]
    better += [
        replace(profile, top_concerns=[*top, code], concerns=[each for each in profile.concerns if each != code])
        for code in need.concerns
        if code not in top and len(top) < 3
    ]
    if need.concerns[:1] and need.concerns[0] in top:
        better.append(replace(profile, top_concerns=sorted(top, key=need.concerns[0].__ne__)))
    facets: dict[str, Any] = {
        "age_groups": [need.age_group] if need.age_group else [],
        "client_types": [need.client_type] if need.client_type else [],
        "payments": [code for code in need.payments if code != "not_sure"],
        "formats": [need.format] if need.format != "either" else [],
        "languages": need.languages,
        "times": need.times,
        "services": need.services,
        "areas": need.areas if need.format == "in_person" else [],
    }
    for name, asked in facets.items():
        if asked and not getattr(profile, name):
            better.append(replace(profile, **{name: asked}))
    if need.gender and not profile.gender:
        better.append(replace(profile, gender=need.gender))
    if profile.opening.kind is OpeningKind.UNKNOWN:
        better.append(replace(profile, opening=replace(profile.opening, kind=OpeningKind.SOME)))
    better += [replace(profile, licences=[*profile.licences, Licence(state)]) for state in need.states]
    better += [
        replace(profile, identities=[*profile.identities, code])
        for code in need.identities
        if code not in profile.identities
    ]
    better += [
        replace(profile, modalities=[*profile.modalities, code])
        for code in need.modalities
        if code not in profile.modalities
    ]
    return better


@settings(deadline=None)
@given(profiles, needs)
def test_a_better_stated_fit_never_ranks_below_a_worse_one(profile: Profile, need: Need) -> None:
    """Of two members who differ in one stated thing, the one whom it suits stands at least level."""
    for better in improvements(profile, need):
        pair = [replace(profile, member_id="worse"), replace(better, member_id="better")]
        scores = {match.member_id: (match.fits, match.score) for match in Ranker(pair).rank(need)}
        if "worse" in scores:
            assert scores["better"] >= scores["worse"]


@settings(deadline=None)
@given(profiles, needs, st.integers(1, 9))
def test_being_shown_more_never_helps(profile: Profile, need: Need, more: int) -> None:
    """Of two who fit alike, the one shown less lately is not below."""
    often = replace(profile, member_id="often", shown_lately=profile.shown_lately + more)
    seldom = replace(profile, member_id="seldom")
    scores = {match.member_id: match.score for match in Ranker([often, seldom]).rank(need)}
    if scores:
        assert scores["seldom"] >= scores["often"]


def first(need: Need, *members: Profile) -> str:
    return Ranker(members).rank(need)[0].member_id


@settings(deadline=None)
@given(collectives, needs)
def test_who_treats_none_of_it_comes_last(collective: list[Profile], need: Need) -> None:
    """Nobody who treats nothing of what was ticked stands before anybody who does, whatever else speaks for them."""
    fits = [match.fits for match in Ranker(collective).rank(need, limit=9)]
    assert fits == sorted(fits, reverse=True)


def test_the_main_concern_weighs_most() -> None:
    """Who puts the main concern first comes before who puts the second one first."""
    need = Need(concerns=["trauma", "grief"])
    grief = Profile("grief", concerns=["grief"])
    trauma = Profile("trauma", concerns=["trauma"])
    assert first(need, grief, trauma) == "trauma"


def test_a_members_own_order_counts() -> None:
    """A first concern is worth more than a third."""
    need = Need(concerns=["trauma"])
    third = Profile("third", top_concerns=["grief", "anxiety", "trauma"])
    top = Profile("top", top_concerns=["trauma", "grief", "anxiety"])
    assert first(need, third, top) == "top"


def test_the_words_of_the_note_are_understood() -> None:
    """Panic in the note finds who treats anxiety, though they never wrote the word."""
    need = Need(note="panic attacks")
    assert first(need, Profile("grief", concerns=["grief"]), Profile("anxiety", concerns=["anxiety"])) == "anxiety"


def test_a_modality_named_in_the_note_counts() -> None:
    """EMDR need not be picked from the list to be understood."""
    need = Need(note="ideally EMDR")
    assert first(need, Profile("cbt", modalities=["cbt"]), Profile("emdr", modalities=["emdr"])) == "emdr"


def test_exact_words_count_where_the_vocabulary_has_none() -> None:
    """A rare word that note and statement share is seen."""
    need = Need(note="a violinist before auditions")
    music = Profile("music", statement="I coach musicians: violinist, singer, actor.")
    assert first(need, Profile("other", statement="I coach executives."), music) == "music"


def test_who_treats_nothing_of_it_comes_after_everybody_who_does() -> None:
    """Whatever else they state, and however long they have waited for their turn."""
    need = Need(concerns=["grief"], payments=["aetna"], times=["evenings"], modalities=["emdr"])
    stranger = Profile(
        "stranger", concerns=["ocd"], payments=["aetna"], times=["evenings"], modalities=["emdr"],
        opening=Opening(OpeningKind.SOME),
    )  # fmt: skip
    everything = [term.code for term in vocabulary.terms("concern")]
    ticked = Profile("ticked", concerns=everything, shown_lately=9)
    matches = Ranker([stranger, ticked]).rank(need)
    assert [(match.member_id, match.fits) for match in matches] == [("ticked", True), ("stranger", False)]
    assert matches[0].score < matches[1].score


def test_an_unstated_payment_ranks_below_a_stated_one() -> None:
    """Silence is not a no, and not a yes."""
    need = Need(payments=["aetna"])
    silent, stated = Profile("silent"), Profile("stated", payments=["aetna"])
    assert [match.member_id for match in Ranker([silent, stated]).rank(need)] == ["stated", "silent"]


def test_the_longest_waiting_of_equals_comes_first() -> None:
    """Never shown is longest of all."""
    early, late = datetime(2026, 11, 2, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)
    members = [Profile("late", last_shown=late), Profile("never"), Profile("early", last_shown=early)]
    assert [match.member_id for match in Ranker(members).rank(Need())] == ["never", "early", "late"]


def test_a_turn_is_gentle() -> None:
    """However often shown, who has the concern at the top comes before who hasn't got it."""
    need = Need(concerns=["trauma"])
    busy = Profile("busy", concerns=["trauma"], shown_lately=40)
    assert first(need, busy, Profile("idle", concerns=["grief"])) == "busy"


def test_equals_take_turns_from_need_to_need() -> None:
    """The last tie is a lot drawn per need, so that no id is favoured for ever."""
    twins = [Profile("U1"), Profile("U2")]
    assert {first(Need(note=f"need {number}"), *twins) for number in range(40)} == {"U1", "U2"}


@settings(deadline=None)
@given(collectives, needs, st.integers(0, 4))
def test_limit_and_exclusion_hold(collective: list[Profile], need: Need, limit: int) -> None:
    """No more than asked for, and nobody who is to be left out; the others keep their order."""
    every = [match.member_id for match in Ranker(collective).rank(need, limit=9)]
    out = set(every[:1])
    assert [match.member_id for match in Ranker(collective).rank(need, limit=limit)] == every[:limit]
    assert [match.member_id for match in Ranker(collective).rank(need, 9, excluding=out)] == every[1:]


@settings(deadline=None)
@given(profiles, needs)
def test_reasons_are_few_and_name_what_to_ask(profile: Profile, need: Need) -> None:
    """At most four lines, none empty, and an unstated payment is always said."""
    for match in Ranker([profile]).rank(need):
        assert len(match.reasons) <= 4
        assert all(match.reasons)
        to_ask = set(need.payments) - {"not_sure"} and not profile.payments
        assert ("payment" in match.reasons[-1].lower() and "ask" in match.reasons[-1]) or not to_ask
