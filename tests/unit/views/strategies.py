"""Any draft and any niche, as their forms could hold them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from bot.exchange.drafts import CONCERN_LIMIT, NOTE_LIMIT, STATE_LIMIT, Draft
from bot.exchange.values import Audience, Urgency
from bot.matching import Licence, LicenceScope, Need, Opening, OpeningKind, Profile, vocabulary
from bot.matching.vocabulary import Kind

#: Of an invented collective.
AREAS = ("own:Downtown", "own:North side")


def codes(kind: Kind, most: int = 5, least: int = 0, without: str = "") -> st.SearchStrategy[tuple[str, ...]]:
    """Different codes of a kind, in any order."""
    known = [term.code for term in vocabulary.terms(kind) if term.code != without]
    return st.lists(st.sampled_from(known), min_size=least, max_size=min(most, len(known)), unique=True).map(tuple)


def in_order(kind: Kind) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """Codes in the order in which the vocabulary has them."""
    places = {term.code: at for at, term in enumerate(vocabulary.terms(kind))}
    return lambda picked: tuple(sorted(picked, key=places.__getitem__))


def one(kind: Kind) -> st.SearchStrategy[str]:
    """A code of a kind, or none."""
    return st.sampled_from(["", *(term.code for term in vocabulary.terms(kind))])


def texts(most: int) -> st.SearchStrategy[str]:
    """Something typed, as a form gives it back: without blanks around it."""
    return st.text(st.characters(codec="utf-8"), max_size=most).map(str.strip)


def needs() -> st.SearchStrategy[Need]:
    """Any need, the common and the rare."""
    return st.builds(
        Need,
        concerns=codes("concern", CONCERN_LIMIT),
        age_group=one("age_group"),
        client_type=one("client_type"),
        payments=codes("payment"),
        format=one("format").filter(bool),
        states=codes("state", STATE_LIMIT),
        areas=st.just(()) | st.just(("own:Downtown",)),
        languages=codes("language"),
        identities=st.just(()) | st.just(("lgbtq",)) | st.just(("veterans", "twins")),
        modalities=codes("modality"),
        times=st.just(()) | st.just(("evenings",)) | st.just(("evenings", "weekends")),
        services=st.just(()) | st.just(("testing",)),
        gender=one("gender"),
        note=texts(NOTE_LIMIT),
    ).map(_near_an_office)


def _near_an_office(need: Need) -> Need:
    """Where an office is matters to those alone who meet there."""
    return need if need.format == "in_person" else replace(need, areas=())


def drafts() -> st.SearchStrategy[Draft]:
    """Any new draft."""
    return st.builds(
        Draft,
        form_id=st.uuids().map(str),
        need=needs(),
        urgency=st.sampled_from(Urgency),
        audience=st.sampled_from(Audience),
        kept_from=st.frozensets(st.sampled_from(["U0ANA", "U0BEN"])),
        consent=st.booleans(),
        not_now=st.frozensets(st.sampled_from(["01234567", "89abcdef"])),
        few=st.booleans(),
    ).map(lambda draft: replace(draft, areas_offered=AREAS if draft.need.areas else ()))


def profiles() -> st.SearchStrategy[Profile]:
    """Any niche."""
    openings = st.one_of(
        st.builds(
            Opening,
            st.just(OpeningKind.SOME),
            limits=texts(80),
            only_client_types=codes("client_type", 2).map(in_order("client_type")),
            only_payments=codes("payment", 3, without="not_sure").map(in_order("payment")),
            only_formats=codes("format", 2, without="either").map(in_order("format")),
        ),
        st.builds(Opening, st.just(OpeningKind.NONE), until=st.dates(date(2026, 1, 1), date(2030, 1, 1))),
        st.just(Opening()),
    )
    licences = st.tuples(codes("state", 3), codes("state", 3)).map(
        lambda pair: (
            tuple(Licence(state) for state in pair[0])
            + tuple(Licence(state, LicenceScope.TELEHEALTH) for state in pair[1] if state not in pair[0])
        )
    )
    concerns = codes("concern", 9).flatmap(
        lambda picked: st.integers(0, min(3, len(picked))).map(lambda top: (picked[:top], picked[top:]))
    )
    return concerns.flatmap(lambda pair: _profiles(*pair, openings, licences))


def _profiles(
    top: tuple[str, ...],
    others: tuple[str, ...],
    openings: st.SearchStrategy[Opening],
    licences: st.SearchStrategy[tuple[Licence, ...]],
) -> st.SearchStrategy[Profile]:
    return st.builds(
        Profile,
        member_id=st.just(""),
        statement=texts(600),
        top_concerns=st.just(top),
        concerns=st.just(others),
        identities=codes("identity"),
        age_groups=codes("age_group", 5),
        client_types=codes("client_type", 4),
        payments=codes("payment"),
        formats=codes("format", 2, without="either"),
        licences=licences,
        languages=codes("language"),
        modalities=codes("modality"),
        times=codes("time"),
        services=codes("service"),
        gender=one("gender"),
        opening=openings,
    )
