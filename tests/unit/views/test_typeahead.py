"""What the bot offers while somebody types in a long list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest

from bot.matching import OwnTerm, vocabulary
from bot.matching.vocabulary import Kind
from bot.sandbox.slack.limits import suggestion_problems
from bot.views.actions import Action, look_up
from bot.views.typeahead import offered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KINDS: tuple[Kind, ...] = get_args(Kind)
#: As many as an admin can add, each as long as can be.
OWN = tuple(OwnTerm(kind, f"{number:02} {kind} ".ljust(60, "x")) for kind in KINDS for number in range(30))


def values(told: Mapping[str, Any]) -> Sequence[str]:
    groups = told.get("option_groups", [told])
    return [option["value"] for group in groups for option in group["options"]]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("typed", ["", " ", "a", "x"])
@pytest.mark.parametrize("asking", [True, False])
def test_slack_can_show_whatever_is_offered(kind: Kind, typed: str, asking: bool) -> None:
    """A hundred options at most, and none too long, however many terms the collective added."""
    told = offered(look_up(kind, asking=asking), typed, OWN)
    assert len(values(told)) <= 100
    assert suggestion_problems({name: options for name, options in told.items() if options}) == []


def test_nothing_typed_shows_groups_with_the_collectives_own_first() -> None:
    """Each heading with its terms, in the order of the vocabulary."""
    own = (OwnTerm("payment", "Larkspur Health Plan"),)
    told = offered(look_up("payment", asking=False), "", own)
    shown = {group["label"]["text"]: values(group) for group in told["option_groups"]}
    assert shown == {name: [term.code for term in terms] for name, terms in vocabulary.groups("payment", own)}
    assert next(iter(shown)) == vocabulary.OUR_OWN


def test_what_is_typed_shows_the_likeliest_first() -> None:
    """One list without headings, in the order of the search."""
    told = offered(look_up("concern", asking=True), "par", ())
    assert told["options"][0]["text"]["text"] == "Parenting"
    assert values(told) == [term.code for term in vocabulary.search("concern", "par")]


def test_the_select_that_also_tells_what_was_picked_is_one_of_them() -> None:
    """The concerns of a referral: a line is drawn beneath them for some."""
    assert look_up("concern", asking=True) == Action.CONCERNS


def test_no_other_select_is_answered() -> None:
    """A misspelt action id would offer nothing for ever; it fails at once."""
    with pytest.raises(ValueError, match="no such select"):
        offered("look_up:whatever", "", ())
