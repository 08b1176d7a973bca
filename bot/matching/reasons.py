"""Says why a member was matched, or why nobody was, from the summands of the score, as a therapist would put it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.matching import vocabulary
from bot.matching.constraints import Answer, Blocker, Constraint, ways_to_pay
from bot.matching.fitting import asked
from bot.matching.values import LicenceScope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.matching.values import Need
    from bot.matching.vocabulary import Kind
    from bot.matching.weighing.scoring import Request, Tally

_MOST = 4
# Who comes is told in one breath; where an office is wanted is for the referrer alone, and whoever is asked reads this.
_TOLD_ELSEWHERE = frozenset({Constraint.AGE_GROUP, Constraint.CLIENT_TYPE, Constraint.AREA})
_TOP = 3  # a concern is held as one of these, or as a further one

_PHRASES = MappingProxyType(
    {
        "young_child": "sees young children",
        "child": "sees children",
        "teen": "sees teens",
        "adult": "sees adults",
        "older_adult": "sees older adults",
        "individual": "sees individuals",
        "couple": "sees couples",
        "family": "sees families",
        "group": "leads groups",
        "sliding_scale": "has a sliding scale",
        "out_of_network": "works out of network",
        "in_person": "meets in person",
        "telehealth": "works by telehealth",
        "prescriber": "prescribes",
        "testing": "does psychological testing",
        "woman": "is a woman",
        "man": "is a man",
        "nonbinary": "is nonbinary",
        "evenings": "works evenings",
        "weekends": "works weekends",
    }
)
_IN_A_LIST = MappingProxyType({"private_pay": "private pay"})  # labels are written as they begin a line
_UNSTATED = MappingProxyType(
    {
        Constraint.AGE_GROUP: "ages they see",
        Constraint.CLIENT_TYPE: "who they see",
        Constraint.PAYMENT: "payment",
        Constraint.FORMAT: "format",
        Constraint.AREA: "where their office is",
        Constraint.LANGUAGE: "languages",
        Constraint.SERVICE: "services",
        Constraint.GENDER: "gender",
        Constraint.TIME: "times",
    }
)


def reasons(request: Request, tally: Tally) -> tuple[str, ...]:
    """Why this member, in at most four short lines; what they did not state stands last, and is always said.

    The lines speak to the referrer, of the member as "they".
    """
    wrote = _wrote(tally)
    lines = [_treats(request, tally), wrote, _meets(request, tally), _turn(tally), _to_ask(request, tally)]
    told = [line for line in lines if line]
    if len(told) > _MOST:
        told.remove(wrote)
    return tuple(told)


def nobody(blocker: Blocker, need: Need, *, beside: bool = False) -> str:
    """Why nobody was matched, as one sentence to the referrer.

    Args:
        beside: nobody beside those who were matched before.
    """
    lead = "Nobody else" if beside else "Nobody"
    lacking = {
        Constraint.AGE_GROUP: _phrases("age_group", [need.age_group]),
        Constraint.CLIENT_TYPE: _phrases("client_type", [need.client_type]),
        Constraint.PAYMENT: _phrases("payment", ways_to_pay(need.payments)),
        Constraint.LICENCE: f"is licensed in {_listed(need.states, 'or')}",
        Constraint.FORMAT: _phrases("format", [need.format]),
        Constraint.AREA: "has an office where the client can come",
        Constraint.LANGUAGE: _phrases("language", need.languages),
        Constraint.SERVICE: _phrases("service", need.services, "and"),
        Constraint.GENDER: _phrases("gender", [need.gender]),
        Constraint.TIME: _phrases("time", need.times),
        Constraint.OPENINGS: "has room right now",
    }[blocker.constraint]
    if blocker.freed:
        return f"{lead} who fits otherwise {lacking}."
    return f"{lead} fits all of this; the hardest to find is somebody who {lacking}."


def _treats(request: Request, tally: Tally) -> str:
    """The ticked concerns they treat, the one that counts most first; or that none of them is theirs."""
    ticked = request.ticked
    if not ticked or not tally.profile.every_concern:
        return ""
    listed = [shared for shared in tally.concerns if shared.wish.ticked and shared.held]
    if not listed:
        told = [
            vocabulary.inline("concern", each.wish.code) for each in tally.concerns if each.wish.ticked and each.counts
        ]
        main = vocabulary.label("concern", ticked[0])
        return f"Their niche speaks of {_listed(told)}" if told else f"{main} not among their concerns: ask"
    names = [vocabulary.inline("concern", shared.wish.code) for shared in listed]
    held, without = (
        listed[0].held,
        "" if listed[0].wish.code == ticked[0] else f"; not {vocabulary.inline('concern', ticked[0])}",
    )
    if held > _TOP:
        at_length = ", and their niche speaks of it" if len(names) == 1 and listed[0].counts_in_words else ""
        return f"Treats {_in_a_row(names)}{at_length}{without}"
    lead = f"Top concern: {names[0]}" if held == 1 else f"Among their top {_TOP}: {names[0]}"
    return f"{lead}; also treats {_in_a_row(names[1:])}{without}" if names[1:] else f"{lead}{without}"


def _wrote(tally: Tally) -> str:
    """The concern that the note alone speaks of, in the note's words, and that earned the most."""
    unticked = [each for each in tally.concerns if not each.wish.ticked and each.wish.wrote and each.counts]
    if not unticked:
        return ""
    best = max(unticked, key=lambda shared: shared.points)
    name = vocabulary.inline("concern", best.wish.code)
    theirs = f"they treat {name}" if best.held else f"their niche speaks of {name}"
    return f"You wrote “{best.wish.wrote}”; {theirs}"


def _meets(request: Request, tally: Tally) -> str:
    """What was asked for and they state, as one line."""
    need = request.need
    met = [_sees(need, tally)]
    for each in asked(need, tally):
        if each.answer is not Answer.YES or each.constraint in _TOLD_ELSEWHERE:
            continue
        if each.constraint is Constraint.LICENCE:
            met.append(_licensed(tally))
        else:
            met.append(_phrases(each.kind, each.codes, "and"))
    if tally.modalities:
        met.append(f"offers {_listed([_short('modality', code) for code in tally.modalities])}")
    if tally.identities:
        met.append(f"serves {_listed([vocabulary.label('identity', code) for code in tally.identities])}")
    line = ", ".join(each for each in met if each)
    return line[:1].upper() + line[1:]


def _sees(need: Need, tally: Tally) -> str:
    """Who comes, as far as they say that they see them: "sees couples", "sees teens individually"."""
    age = need.age_group if tally.said[Constraint.AGE_GROUP] is Answer.YES else ""
    together = need.client_type if tally.said[Constraint.CLIENT_TYPE] is Answer.YES else ""
    if age and together == "individual":
        return f"{_phrases('age_group', [age])} individually"
    seen = [_phrases("client_type", [together])]
    if not together or age != "adult":
        seen.append(_phrases("age_group", [age]))
    return ", ".join(each for each in seen if each)


def _licensed(tally: Tally) -> str:
    remote = all(scope is LicenceScope.TELEHEALTH for scope in tally.states.values())
    return f"licensed in {_listed(list(tally.states))}" + (" for telehealth" if remote else "")


def _turn(tally: Tally) -> str:
    """That it is their turn. Their openings are told with the date on which they said so, by whoever shows a match."""
    if not tally.rose:
        return ""
    return "Seldom shown this month" if tally.profile.shown_lately else "Not shown this month"


def _to_ask(request: Request, tally: Tally) -> str:
    """What the referrer should ask, since the member has not said."""
    silent = [name for constraint, name in _UNSTATED.items() if tally.said[constraint] is Answer.UNSTATED]
    if request.need.concerns and not tally.profile.every_concern:
        silent.insert(0, "concerns")
    unlisted = [
        *([] if tally.modalities else [_short("modality", code) for code in request.need.modalities]),
        *([] if tally.identities else [vocabulary.label("identity", code) for code in request.need.identities]),
    ]
    parts = [f"{_listed(silent)} not stated"] if silent else []
    parts += [f"{_listed(unlisted, 'or')} not listed"] if unlisted else []
    line = ", ".join(parts)
    return f"{line[:1].upper()}{line[1:]}: ask" if line else ""


def _phrases(kind: Kind, codes: Sequence[str], joint: str = "or") -> str:
    """What it is called to serve these codes: "takes Aetna or Cigna", "sees couples"."""
    said = [_PHRASES[code] for code in codes if code in _PHRASES]
    plain = [_IN_A_LIST.get(code) or vocabulary.label(kind, code) for code in codes if code and code not in _PHRASES]
    if plain:
        said.insert(0, f"{'speaks' if kind == 'language' else 'takes'} {_listed(plain, joint)}")
    return _listed(said, joint)


def _in_a_row(names: Sequence[str]) -> str:
    """Names of which one may hold an "and" itself."""
    return ", ".join(names) if any(" and " in name for name in names) else _listed(names)


def _short(kind: Kind, code: str) -> str:
    """What a label has in brackets, where that is how everybody calls it: "CBT"."""
    label = vocabulary.label(kind, code)
    return label[label.rindex("(") + 1 : -1] if label.endswith(")") else label


def _listed(names: Sequence[str], joint: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"
