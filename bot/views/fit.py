""" "Why me?" and "How do I fit?": the true answer to a member, from the same reckoning that the ranking uses."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import PlainTextObject
from slack_sdk.models.views import View

from bot.matching import Answer, Constraint, OpeningKind, asked, statement_words, vocabulary, words_in_common
from bot.views.message import aside, day, escape, listed, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from slack_sdk.models.blocks import Block

    from bot.exchange.insight import Fit
    from bot.matching import Asked, Explanation, Opening
    from bot.matching.vocabulary import Kind
    from bot.matching.weighing.scoring import Shared

_TOP = 3
_MOST_CONCERNS = 4
_MOST_WORDS = 6
_OPEN = MappingProxyType(
    {
        Constraint.AGE_GROUP: "the ages you see",
        Constraint.CLIENT_TYPE: "whom you see",
        Constraint.PAYMENT: "how clients can pay",
        Constraint.LICENCE: "where you are licensed",
        Constraint.FORMAT: "how you meet",
        Constraint.LANGUAGE: "your languages",
        Constraint.SERVICE: "your services",
        Constraint.GENDER: "your gender",
        Constraint.TIME: "your times",
        Constraint.OPENINGS: "whether you have room",
    }
)
#: Said to everybody who was not asked, whatever the reason: it must not tell whether the referrer left them out.
_ALWAYS = (
    "I ask three colleagues at a time. More may be asked for than stands on the card, and that counts too. A referrer "
    "can also leave colleagues out, and never has to say why."
)
_NO_NICHE = "I know nothing of your practice yet, so I can't ask you. `/niche` takes five minutes."


def modal(fit: Fit) -> View:
    """What the member reads; of a need that they know by the card alone, nothing that is not on it."""
    blocks = list(_by_card(fit) if fit.by_card else _by_all(fit))
    return View(
        type="modal",
        title=PlainTextObject(text="Why me?" if fit.is_asked else "How you fit"),
        close=PlainTextObject(text="Close"),
        blocks=blocks,
    )


def _by_card(fit: Fit) -> Iterator[Block]:
    if fit.told is None:
        yield said(_NO_NICHE)
    else:
        yield said(f"*Going by the card*\n{_place(fit, fit.told)}")
        yield from _lists(fit, fit.told)
    yield said(_ALWAYS)
    yield aside("Anybody may offer: press “I can take this” on the card. If your niche has changed, type `/niche`.")


def _by_all(fit: Fit) -> Iterator[Block]:
    if fit.told is None:
        yield said(_NO_NICHE)
        return
    told = fit.told
    if told.place is None or not told.fits:
        yield said("*As it stands now I would not ask you for this.*")
    yield from _lists(fit, told)
    if fit.is_asked:
        yield said(f"*Whose turn it was*\n{_turn(fit.asked_before, rose=told.tally.rose)}")
        yield said(f"*So that I ask you for what you do best*\n{_advice(told)}")
    yield aside("Reckoned just now, from the request and your niche as they stand. Nobody else sees this.")


def _place(fit: Fit, told: Explanation) -> str:
    """How they stand among those who fit what the card shows; nobody else is named or described."""
    if told.place is None:
        said_no = [constraint for constraint, answer in told.tally.said.items() if answer is Answer.NO]
        if said_no == [Constraint.OPENINGS]:
            return "You said that you have no room for this, so I wouldn't ask you."
        return "Something is asked for that you don't list, so I wouldn't ask you."
    if not told.fits:
        return "I ask colleagues who treat what it is about, and your niche doesn't speak of it."
    closer = (
        f"{_colleagues(told.closer, 'states', 'state')} a closer fit." if told.closer else "Nobody states a closer fit."
    )
    if not (others := told.place - told.closer):
        return closer
    turn = "the lot was theirs"
    if fit.asked_before:
        turn = f"had not been asked for longer: you were asked {_often(fit.asked_before)} in the last thirty days"
    return f"{closer} {_colleagues(others, 'fits', 'fit')} as well or nearly so, and {turn}."


def _lists(fit: Fit, told: Explanation) -> Iterator[Block]:
    """What counted, what they do not list, and what they leave open."""
    found = asked(fit.need, told.tally)
    for title, lines in (
        ("What counts for you", [*_concerns(told), *_stated(fit, told, found)]),
        ("What you don't list", _denied(fit, told, found)),
        ("What you leave open", _left_open(fit, told, found)),
    ):
        if lines:
            yield said("\n".join([f"*{title}*", *(f"• {line}" for line in lines)]))


def _concerns(told: Explanation) -> list[str]:
    counted = sorted((each for each in told.tally.concerns if each.counts), key=lambda each: -each.points)
    return [_concern(told, shared) for shared in counted[:_MOST_CONCERNS]]


def _concern(told: Explanation, shared: Shared) -> str:
    name = _label("concern", shared.wish.code)
    if shared.held == 1:
        theirs = f"{name} is your first concern"
    elif 0 < shared.held <= _TOP:
        theirs = f"{name} is among your top three"
    elif shared.held:
        theirs = f"You list {name}"
    else:
        words = statement_words(told.tally.profile, shared)
        theirs = f"Your statement speaks of {name}" + (f" (“{escape(words)}”)" if words else "")
    if shared.wish.wrote:
        return f"{theirs}; the note says “{escape(shared.wish.wrote)}”"
    return theirs if shared.wish.ticked else f"{theirs}; the note sounds like it"


def _stated(fit: Fit, told: Explanation, found: Sequence[Asked]) -> list[str]:
    """What they state that is asked for, in a line; their room; and words that stand in both texts."""
    tally = told.tally
    met = [each for each in found if each.answer is Answer.YES]
    names = [
        f"a licence in {_codes(each, 'and')}" if each.constraint is Constraint.LICENCE else _codes(each, "and")
        for each in met
    ]
    names += [_label("modality", code) for code in tally.modalities]
    names += [_label("identity", code) for code in tally.identities]
    lines = [f"You state: {', '.join(names)}"] if names else []
    if tally.said[Constraint.OPENINGS] is Answer.YES:
        lines.append(f"You have room{_said_on(fit, tally.profile.opening)}")
    # One word may be chance, and reads so.
    if len(words := words_in_common(fit.need, tally.profile)[:_MOST_WORDS]) > 1:
        lines.append(f"Words of the note that your statement has too: {', '.join(map(escape, words))}")
    return lines


def _denied(fit: Fit, told: Explanation, found: Sequence[Asked]) -> list[str]:
    profile = told.tally.profile
    counted = {each.wish.code for each in told.tally.concerns if each.counts}
    missing = [code for code in fit.need.concerns if code not in counted] if profile.every_concern else []
    lines = [_label("concern", code) for code in missing]
    for each in found:
        if each.answer is Answer.NO:
            codes = _codes(each, "and" if each.constraint is Constraint.SERVICE else "or")
            line = f"a licence for this in {codes}" if each.constraint is Constraint.LICENCE else codes
            lines.append(f"{line[:1].upper()}{line[1:]}")
    if told.tally.said[Constraint.OPENINGS] is Answer.NO:
        lines.append(_no_room(profile.opening))
    if not told.tally.modalities:
        lines += [_label("modality", code) for code in fit.need.modalities]
    if not told.tally.identities:
        lines += [_label("identity", code) for code in fit.need.identities]
    return lines


def _no_room(opening: Opening) -> str:
    if opening.kind is OpeningKind.NONE:
        return f"Room{f' before {day(opening.until)}' if opening.until else ''}: you said that you have none"
    kept = [_label(kind, code) for kind, codes in opening.kept_for.items() for code in codes]
    return f"Room for this: you keep yours for {listed(kept, 'or')}"


def _left_open(fit: Fit, told: Explanation, found: Sequence[Asked]) -> list[str]:
    silent = [_OPEN[each.constraint] for each in found if each.answer is Answer.UNSTATED]
    if told.tally.said[Constraint.OPENINGS] is Answer.UNSTATED:
        silent.append(_OPEN[Constraint.OPENINGS])
    if fit.need.concerns and not told.tally.profile.every_concern:
        silent.insert(0, "what you treat")
    if not silent:
        return []
    line = listed(silent)
    return [f"{line[:1].upper()}{line[1:]}. All else being equal, whoever states it comes first."]


def _turn(asked_before: int, *, rose: bool) -> str:
    if asked_before:
        times = f"You were asked {_often(asked_before)} in the thirty days before."
        return f"{times} That counts a little against you, so that everybody gets a turn."
    if rose:
        return "You had not been asked in the thirty days before, and others had: that brought you forward."
    return "You had not been asked in the thirty days before."


def _often(count: int) -> str:
    return {0: "not at all", 1: "once"}.get(count, f"{count} times")


def _advice(told: Explanation) -> str:
    profile = told.tally.profile
    if not profile.top_concerns:
        return "Pick your top three concerns with `/niche`: they count most."
    ticked = [each for each in told.tally.concerns if each.wish.ticked and each.counts]
    further = [each for each in ticked if not 0 < each.held <= _TOP]
    if ticked and len(further) == len(ticked):
        return (
            f"{_label('concern', further[0].wish.code)} is not among your top three, so others come first where they "
            "can. If you would rather not be asked for it, take it off with `/niche`."
        )
    return (
        "Your top three and their order count most, then what your statement speaks of. If you would rather be asked "
        "for something else, change them with `/niche`."
    )


def _codes(each: Asked, joint: str) -> str:
    return listed([_label(each.kind, code) for code in each.codes], joint)


def _label(kind: Kind, code: str) -> str:
    return escape(vocabulary.label(kind, code))


def _said_on(fit: Fit, opening: Opening) -> str:
    if opening.confirmed_at is None:
        return ""
    return f", as you said on {day(opening.confirmed_at.astimezone(fit.member.zone).date())}"


def _colleagues(count: int, one: str, many: str) -> str:
    return f"One colleague {one}" if count == 1 else f"{count} colleagues {many}"
