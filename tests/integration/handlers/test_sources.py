"""`/sources`: a list that its member alone reads, keeps, copies and deletes."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bot.exchange.moves import Why
from bot.exchange.sources import MOST_SOURCES, Source, SourceKind
from bot.views import lists, refusals, sources
from bot.views.actions import Action, pair
from bot.views.sources import Verb
from storage import sources as kept
from tests.integration.handlers import payloads
from tests.integration.handlers.conftest import ADMIN, GUEST, NEWCOMER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exchange.values import Member
    from tests.integration.handlers.conftest import House, Json, Reply

#: The day of `tests.factories.NOON` in New York.
TODAY = date(2026, 3, 3)
LAKEVIEW = {"name": "Lakeview Pediatrics", "kind": "physicians", "often": "3"}


def _list(house: House, by: Member) -> Json:
    """The list as `/sources` shows it."""
    assert house.command(by, "/sources").said == {}
    return payloads.filled(house.form())


def _press(house: House, by: Member, action: Action, view: Json, value: str = "all") -> Json:
    """What stands in the window after a button of it was pressed."""
    assert house.press_in_form(by, action, value, view).status == 200
    return house.form()


def _choose(house: House, by: Member, source: Source, verb: Verb) -> Json:
    chosen = payloads.choose_in_form(by.user_id, Action.SOURCE_MENU, pair(source.id, verb), _list(house, by))
    assert house.hand(chosen).status == 200
    return house.form()


def _add(house: House, by: Member, **answers: Any) -> Reply:
    form = _press(house, by, Action.ADD_SOURCE, _list(house, by))
    return house.submit(by, form, **(LAKEVIEW | answers))


def _of(house: House, member: Member) -> Sequence[Source]:
    with house.exchange.ctx.database.read() as conn:
        return kept.of_member(conn, member.id)


def _only(house: House, member: Member) -> Source:
    [source] = _of(house, member)
    return source


def test_a_list_begins_empty_and_takes_somebody_in(house: House) -> None:
    """The answer to the form is the list with them in it."""
    empty = _list(house, house.ana)
    assert "Nobody is in your list yet" in str(empty)
    assert "Delete all" not in str(empty)

    shown = _add(house, house.ana, last="2026-02-02").view

    source = _only(house, house.ana)
    assert (source.name, source.kind, source.months) == ("Lakeview Pediatrics", SourceKind.PHYSICIANS, 3)
    assert (source.last_contact, source.added_on) == (date(2026, 2, 2), TODAY)
    assert "*Lakeview Pediatrics*\nPhysician group · every 3 months · last contact February 2" in str(shown).replace(
        "\\n", "\n"
    )


def test_what_is_sent_twice_is_added_once(house: House) -> None:
    """A form that Slack brings again says that it is done; one that is sent anew, that they are there already."""
    form = _press(house, house.ana, Action.ADD_SOURCE, _list(house, house.ana))
    sent = payloads.submission(house.ana.user_id, payloads.filled(form, **LAKEVIEW))
    assert house.hand(sent).view == house.hand(sent).view
    assert house.submit(house.ana, form, **(LAKEVIEW | {"name": "lakeview pediatrics"})).errors == {
        "name": "They are in your list already."
    }
    assert len(_of(house, house.ana)) == 1


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "client Maria Lopez"}, "name"),
        ({"name": "Maria 212-555-0142"}, "name"),
        ({"last": "2026-03-04"}, "last"),
    ],
    ids=["nothing", "a client", "a number", "a day to come"],
)
def test_what_cannot_be_kept_is_said_at_its_field(house: House, answers: dict[str, str], field: str) -> None:
    """And nothing is."""
    assert set(_add(house, house.ana, **answers).errors) == {field}
    assert not _of(house, house.ana)


def test_a_source_is_changed(house: House) -> None:
    """The form shows what is kept, and the list what was changed; its drafts are counted on."""
    _add(house, house.ana)
    before = _only(house, house.ana)
    form = _choose(house, house.ana, before, Verb.EDIT)
    assert form["private_metadata"] == f'{{"source_id": "{before.id}"}}'

    shown = house.submit(house.ana, form, name="Lakeview", often="0", last="2026-03-03").view

    after = _only(house, house.ana)
    assert (after.id, after.name, after.months, after.last_contact) == (before.id, "Lakeview", 0, TODAY)
    assert "no reminders" in str(shown)


def test_a_contact_is_noted_by_one_press(house: House) -> None:
    """In the list, or on a message; the next draft is another then, however often Slack brings the press."""
    _add(house, house.ana)
    source = _only(house, house.ana)
    assert "last contact March 3" in str(_choose(house, house.ana, source, Verb.IN_TOUCH))
    pressed = payloads.press(house.ana.user_id, Action.IN_TOUCH, source.id, response_url=house.response_url)
    house.hand(pressed)
    house.hand(pressed)

    after = _only(house, house.ana)
    assert (after.last_contact, after.drafts) == (TODAY, 2)
    assert house.answers() == [sources.noted_contact(after)] * 2
    assert "June 3" in house.answers()[0]


def test_words_to_copy_say_whom_the_member_helps(house: House) -> None:
    """From the list, and from a message."""
    _add(house, house.ana)
    source = _only(house, house.ana)
    from_list = _choose(house, house.ana, source, Verb.WORDS)
    house.press(house.ana, Action.SOURCE_WORDS, source.id)

    assert house.form() == from_list
    assert house.ana.niche.statement in str(from_list)
    assert house.submit(house.ana, from_list).said == {}


def test_all_of_it_can_be_copied(house: House) -> None:
    """As comma-separated values that any spreadsheet reads."""
    _add(house, house.ana, name='The "Arbor", school', kind="school", last="2026-02-02")
    _add(house, house.ana)
    shown = _press(house, house.ana, Action.EXPORT_SOURCES, _list(house, house.ana))
    [field] = [block["element"]["initial_value"] for block in shown["blocks"] if block["type"] == "input"]

    assert list(csv.reader(io.StringIO(field))) == [
        ["Name", "Kind", "Keep in touch", "Last contact", "Added"],
        ["Lakeview Pediatrics", "Physician group", "Every 3 months", "", "2026-03-03"],
        ['The "Arbor", school', "School or college", "Every 3 months", "2026-02-02", "2026-03-03"],
    ]


def test_a_long_list_is_shown_and_copied_whole(house: House) -> None:
    """As many as it holds, within Slack's limits; one more is refused."""
    with house.exchange.ctx.database.write() as conn:
        for place in range(MOST_SOURCES):
            name = f"{place:02} {'Physicians ' * 6}"[:70].strip()
            source = Source(f"s{place}", name, SourceKind.PHYSICIANS, 1, None, TODAY)
            kept.add(conn, house.collective.id, house.ana.id, source)
    view = _list(house, house.ana)
    assert all(f"*{place:02} Phys" in str(view) for place in range(MOST_SOURCES))
    assert Action.ADD_SOURCE.value not in str(view)
    shown = _press(house, house.ana, Action.EXPORT_SOURCES, view)
    parts = [block["element"]["initial_value"] for block in shown["blocks"] if block["type"] == "input"]
    assert len("\n".join(parts).splitlines()) == MOST_SOURCES + 1
    form = _press(house, house.ana, Action.ADD_SOURCE, view)
    assert list(house.submit(house.ana, form, **LAKEVIEW).errors.values()) == [refusals.sentence(Why.LIST_FULL)]


def test_one_source_or_all_of_them_are_deleted(house: House) -> None:
    """The list is drawn without them, and what is gone cannot be changed."""
    _add(house, house.ana)
    _add(house, house.ana, name="Arbor School")
    gone, other = sorted(_of(house, house.ana), key=lambda source: source.name, reverse=True)
    form = _choose(house, house.ana, gone, Verb.EDIT)
    shown = _press(house, house.ana, Action.FORGET_SOURCE, payloads.filled(form), gone.id)
    assert "Lakeview" not in str(shown)
    assert _of(house, house.ana) == (other,)
    assert list(house.submit(house.ana, form).errors.values()) == [refusals.sentence(Why.NO_SOURCE)]

    shown = _press(house, house.ana, Action.FORGET_SOURCES, _list(house, house.ana))
    assert "Nobody is in your list yet" in str(shown)
    assert house.rows()["sources"] == []


def test_nobody_else_sees_or_touches_a_list(house: House) -> None:
    """An admin least of all; an id that somebody got hold of opens nothing."""
    _add(house, house.ana)
    source = _only(house, house.ana)
    for other in (house.ben, house.met(house.sam.user_id)):
        assert "Lakeview" not in str(_list(house, other))
        assert "Lakeview" not in str(_press(house, other, Action.EXPORT_SOURCES, _list(house, other)))
        for verb in Verb:
            chosen = payloads.choose_in_form(
                other.user_id, Action.SOURCE_MENU, pair(source.id, verb), _list(house, other)
            )
            house.hand(chosen)
            assert refusals.sentence(Why.NO_SOURCE) in str(house.form())
        for action in (Action.IN_TOUCH, Action.SOURCE_WORDS):
            house.press(other, action, source.id)
        house.press_in_form(other, Action.FORGET_SOURCE, source.id, _list(house, other))
        house.press_in_form(other, Action.FORGET_SOURCES, "all", _list(house, other))
    assert house.answers() == [refusals.sentence(Why.NO_SOURCE)] * 4
    assert _of(house, house.ana) == (source,)
    house.command(ADMIN, "/refer", "members")
    assert "Lakeview" not in str(house.form())


def test_who_is_a_member_no_more_still_copies_and_deletes(house: House) -> None:
    """It is theirs; only to add to it they have to be one."""
    _add(house, house.ana)
    house.slack.channel_members.remove(house.ana.user_id)
    house.tell({"type": "member_left_channel", "user": house.ana.user_id, "channel": house.collective.channel_id})
    view = _list(house, house.ana)
    assert "Lakeview" in str(_press(house, house.ana, Action.EXPORT_SOURCES, view))
    assert refusals.sentence(Why.NOT_A_MEMBER) in str(_press(house, house.ana, Action.ADD_SOURCE, view))
    _press(house, house.ana, Action.FORGET_SOURCES, view)
    assert not _of(house, house.ana)
    assert house.command(house.ana, "/sources").text == refusals.sentence(Why.NOT_A_MEMBER)


def test_who_is_met_for_the_first_time_sees_an_empty_list(house: House) -> None:
    """A guest too, for who they are is asked when they save."""
    for user_id in (NEWCOMER, GUEST):
        assert house.command(user_id, "/sources").said == {}
        assert "Nobody is in your list yet" in str(house.form())
    form = _press(house, house.ana, Action.ADD_SOURCE, payloads.filled(house.form()))
    assert list(house.submit(GUEST, form, **LAKEVIEW).errors.values()) == [refusals.sentence(Why.NOT_A_MEMBER)]
    assert house.submit(NEWCOMER, form, **LAKEVIEW).view
    assert len(_of(house, house.met(NEWCOMER))) == 1


def test_before_the_set_up_there_is_no_list(bare: House) -> None:
    """It says who can change that."""
    assert bare.command(bare.ana, "/sources").text == lists.not_set_up()


def _asked(house: House) -> str:
    """Sam has posted, and is asked who sent the client; gives the referral's id."""
    referral_id = house.post()
    assert [row.subject_id for row in house.letters("origin_asked")] == [referral_id]
    return referral_id


def test_who_has_no_list_begins_one_by_saying_who_sent_a_client(house: House) -> None:
    """And reads two notes to copy, of which neither says that anybody came."""
    referral_id = _asked(house)
    house.press(house.sam, Action.TELL_ORIGIN, referral_id)
    form = house.form()
    assert form["private_metadata"] == f'{{"referral_id": "{referral_id}"}}'
    shown = house.submit(house.sam, form, name="Lakeview Pediatrics", kind="physicians", why="niche").view

    thanks, redirect = (block["element"]["initial_value"] for block in shown["blocks"] if block["type"] == "input")
    assert thanks.startswith("Thank you for thinking of me.")
    assert "For mood and anxiety I'd call" in redirect
    source = _only(house, house.sam)
    assert (source.name, source.months) == ("Lakeview Pediatrics", 0)
    pressed = house.press_in_form(house.sam, Action.IN_TOUCH, source.id, payloads.filled(shown))
    assert pressed.status == 200
    assert _only(house, house.sam).last_contact == TODAY
    assert house.submit(house.sam, shown).said == {}


def test_one_of_the_list_is_picked(house: House) -> None:
    """For a reason that calls for no redirect there is one note."""
    _add(house, house.sam)
    source = _only(house, house.sam)
    house.press(house.sam, Action.TELL_ORIGIN, _asked(house))
    shown = house.submit(house.sam, house.form(), who=source.id, why="full").view
    assert len([block for block in shown["blocks"] if block["type"] == "input"]) == 1
    exported = _press(house, house.sam, Action.EXPORT_SOURCES, _list(house, house.sam))
    assert "2026-03-03,Lakeview Pediatrics,I'm full" in str(exported)


def test_an_answer_that_names_nobody_or_a_number_stays_open(house: House) -> None:
    """It says so at the field, and nothing is kept."""
    _add(house, house.sam)
    house.press(house.sam, Action.TELL_ORIGIN, _asked(house))
    form = house.form()
    assert set(house.submit(house.sam, form, why="full").errors) == {"name"}
    assert set(house.submit(house.sam, form, name="Maria 212-555-0142", why="full").errors) == {"name"}
    assert house.submit(house.sam, form, name="Arbor School", why="full").view
    assert len(_of(house, house.sam)) == 2


def test_a_question_is_answered_or_skipped_once_and_by_its_reader_alone(house: House) -> None:
    """Whoever else holds its id reads that it is not for them; a second answer, that things have moved on."""
    referral_id = _asked(house)
    house.press(house.ana, Action.TELL_ORIGIN, referral_id)
    house.press(house.ana, Action.SKIP_ORIGIN, referral_id)
    house.press(house.sam, Action.SKIP_ORIGIN, referral_id)
    house.press(house.sam, Action.TELL_ORIGIN, referral_id)
    not_now = refusals.sentence(Why.NOT_NOW)
    assert house.answers() == [not_now, not_now, "Skipped: I won't ask again.", not_now]
