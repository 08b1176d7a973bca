"""Says what is needed: a line for a heading, a list for whoever is asked, and the little that stands on the card."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.exchange.values import Urgency
from bot.matching import vocabulary
from bot.views.message import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exchange.scene import CardFacets
    from bot.exchange.values import Referral
    from bot.matching import Need
    from bot.matching.vocabulary import Kind

URGENCIES = MappingProxyType(
    {Urgency.ROUTINE: "Routine", Urgency.SOON: "Soon", Urgency.THIS_WEEK: "This week"},
)
_EITHER_FORMAT = "In person or telehealth"
_PAYMENT_UNSURE = "Not sure yet"


def headline(need: Need) -> str:
    """The need in one line for those who may know it all."""
    return _line(need.concerns[0] if need.concerns else "", who(need), need.format, need.states)


def in_short(need: Need) -> str:
    """The main concern and who comes, for a request that says no more."""
    return _line(need.concerns[0] if need.concerns else "", who(need), "", ())


def card_headline(facets: CardFacets) -> str:
    """The need in one line for everybody; "" when nothing of it may be said."""
    return _line(facets.concern, who(facets), facets.format, facets.states)


def details(referral: Referral) -> str:
    """All that is asked for, for those who are asked or who offer; not the areas, which could point to the client."""
    need = referral.need
    main, *others = [vocabulary.label("concern", code) for code in need.concerns] or [""]
    first, *basic = _basic_lines(main, who(need), need.format, need.states, need.payments, referral.urgency)
    lines = [
        first,
        ("Also", listed(others)),
        *basic,
        ("Language", _labels("language", need.languages, "or")),
        ("Should know", _labels("identity", need.identities, "and")),
        ("Approach", _labels("modality", need.modalities, "or")),
        ("Times", _labels("time", need.times, "or")),
        ("Therapist", _label("gender", need.gender)),
        ("Service", _labels("service", need.services, "and")),
    ]
    text = "\n".join(f"{name}: *{value}*" for name, value in lines if value)
    return f"{text}\n{quoted(need.note)}" if need.note else text


def office(need: Need) -> str:
    """Where an office should be, for the eyes of whoever asks; "" where it does not matter."""
    return f"Office in: *{_labels('area', need.areas, 'or')}*" if need.areas else ""


def see_card(card_url: str) -> str:
    """The end of a line that leads to the card; "" while nobody knows where it can be read."""
    return f". <{card_url}|See the card>" if card_url else ""


def card_lines(facets: CardFacets, urgency: Urgency) -> Sequence[str]:
    """What the channel may know, a line each."""
    lines = _basic_lines(
        _label("concern", facets.concern),
        who(facets),
        facets.format,
        facets.states,
        facets.payments,
        urgency,
    )
    return [f"{name}: *{value}*" for name, value in lines if value]


def who(asked: Need | CardFacets) -> str:
    """Who comes: "Adult", "Couple", "Family, child"; whoever comes alone is named by their age."""
    age = _label("age_group", asked.age_group)
    if asked.client_type in ("", "individual"):
        return age or _label("client_type", asked.client_type)
    together = _label("client_type", asked.client_type)
    return f"{together}, {age.lower()}" if age and asked.age_group != "adult" else together


def _basic_lines(
    concern: str, who_comes: str, format_: str, states: Sequence[str], payments: Sequence[str], urgency: Urgency
) -> list[tuple[str, str]]:
    return [
        ("Main concern", concern),
        ("Who comes", who_comes),
        ("Format", _format(format_)),
        ("State", _labels("state", states, "or")),
        ("Payment", listed([_payment(code) for code in payments], "or")),
        ("When", URGENCIES[urgency]),
    ]


def _line(concern: str, who_comes: str, format_: str, states: Sequence[str]) -> str:
    parts = (_label("concern", concern), who_comes, _format(format_), " or ".join(states))
    return " · ".join(part for part in parts if part)


def _label(kind: Kind, code: str) -> str:
    return vocabulary.label(kind, code) if code else ""


def _labels(kind: Kind, codes: Sequence[str], joint: str) -> str:
    return listed([vocabulary.label(kind, code) for code in codes], joint)


def _format(code: str) -> str:
    return _EITHER_FORMAT if code == "either" else _label("format", code)


def _payment(code: str) -> str:
    return _PAYMENT_UNSURE if code == "not_sure" else vocabulary.label("payment", code)
