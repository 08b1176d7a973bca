"""The promise of the whole house: what the check refused, or what went wrong on the way, is written down nowhere.

A word that nobody else uses is typed into every field that is checked and every place where people type, is refused or
meets a fault; afterwards it is looked for in every column of every table, in all that the process printed and logged,
in every call to Slack, and in what Slack is answered. The person's own form may show it: it is theirs, with their text
in it; what a form carries unseen may not hold it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
import structlog
from sqlalchemy import text

from bot import logs
from bot.delivery.slack import delivery_client
from bot.privacy import PrivacyDataError
from bot.services import checking, referring, sourcing, watching
from bot.settings import LogFormat
from bot.views import (
    by_hand,
    niche_form,
    niche_preview,
    origin_form,
    refer_form,
    review,
    setup_form,
    source_form,
    terms_form,
    thanks_form,
)
from bot.views.actions import Action
from handlers import sending_back
from storage import sources
from tests.factories import CHANNEL, NEED, make_collective
from tests.integration.delivery.fake_slack import Fail
from tests.integration.handlers import payloads
from tests.integration.handlers.conftest import ADMIN, House, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

pytestmark = pytest.mark.usefixtures("logs_as_they_were")

CANARY = "zanaryquill"
NUMBER = "555-0142"
CERTAIN = f"somebody calm for {CANARY}, call 212-{NUMBER}"
ANOTHER = replace(NEED, concerns=("trauma",), states=("TX",))
IN_DANGER = f"{CANARY} wants to kill herself tonight"
DOUBTFUL = f"somebody who knows {CANARY.title()}"


@pytest.fixture
def address(database_url: str) -> str:
    """Of either kind of database in turn."""
    return database_url


@dataclass
class Aviary:
    """The house, with its own logging, and a look at everything that leaves it or stays in it.

    Attributes:
        printed: what was logged and printed until the last look.
    """

    house: House
    capture: pytest.CaptureFixture[str]
    printed: str = ""

    def faults(self) -> int:
        """How many faults were logged until the last look."""
        return self.printed.count('"event": "fault"')

    def sightings(self, reply: Reply, *, in_form: bool = False) -> list[str]:
        """Where the canary is; of calls and of what was printed, in those since the last look.

        What waits in the outbox need not be sent: its words come from the tables alone.

        Args:
            reply: the answer to what was typed.
            in_form: the person's own form may show it, in the answer; no call may.
        """
        printed = self.capture.readouterr()
        self.printed += printed.out + printed.err
        places = {f"table {name}": str(rows) for name, rows in self.house.rows().items()}
        places |= {"standard output": printed.out, "standard error": printed.err}
        for method, asked in self.house.slack.calls:
            places[f"call {method}"] = places.get(f"call {method}", "") + str(asked)
        self.house.slack.calls.clear()
        places["reply"] = str(list(_unseen(reply.said)) if in_form else reply.said)
        return [place for place, held in places.items() if CANARY in held.casefold() or NUMBER in held]


def _unseen(shown: object) -> Iterator[object]:
    """What a form carries without showing it: its metadata, and the ids and values of its parts."""
    if isinstance(shown, dict):
        for name, held in shown.items():
            if name in ("private_metadata", "value") or name.endswith("_id"):
                yield held
            yield from _unseen(held)
    elif isinstance(shown, list):
        for each in shown:
            yield from _unseen(each)


@pytest.fixture
def aviary(house: House, capfd: pytest.CaptureFixture[str]) -> Iterator[Aviary]:
    """Logged as `exchange run` does, with the database's library as talkative as it gets; the channel is looked at."""
    logs.configure(LogFormat.JSON)
    library = logging.getLogger("sqlalchemy")
    library.setLevel(logging.DEBUG)
    with house.exchange.ctx.database.write() as conn:
        house.collective = make_collective(conn, watches_channel=True)
    yield Aviary(house, capfd)
    library.setLevel(logging.NOTSET)


Send = Callable[[str], Reply]
Way = Callable[[House], Send]


def _refer(house: House) -> Send:
    """In the note; the form is drawn anew while it is half filled in, and asked for another wording afterwards."""
    house.press_in_form(house.sam, Action.MORE, "more", payloads.filled(house.refer_form(), **payloads.ANSWERS))
    form = house.form()

    def send(typed: str) -> Reply:
        house.press_in_form(house.sam, Action.MORE, "more", payloads.filled(form, note=typed))
        reply = house.submit(house.sam, form, note=typed)
        house.press_in_form(house.sam, Action.USE_NOTE, "note", payloads.filled(form, note=typed))
        return reply

    return send


def _edit(house: House) -> Send:
    """In the note of a referral that stands."""
    house.press(house.sam, Action.EDIT, house.post(need=ANOTHER, post_anyway=True))
    form = house.form()
    return lambda typed: house.submit(house.sam, form, note=typed)


def _statement(house: House) -> Send:
    """In whom a member helps best."""
    house.command(house.ana, "/niche")
    form = house.form()
    return lambda typed: house.submit(house.ana, form, statement=typed)


def _while_coached(house: House) -> Send:
    """The same, told letter by letter, drawn anew with further fields and previewed before it is sent."""
    house.command(house.ana, "/niche")
    form = house.form()

    def send(typed: str) -> Reply:
        texts = {"statement": f"{typed} in a safe space", "limits": typed, "contact": typed}
        house.hand(payloads.typed_in_form(house.ana.user_id, "statement", payloads.filled(form, **texts)))
        for press in (Action.MORE_NICHE, Action.PREVIEW_NICHE):
            house.press_in_form(house.ana, press, press.value, payloads.filled(form, **texts))
        return house.submit(house.ana, form, statement=typed)

    return send


def _limits(house: House) -> Send:
    """In what a member says of their room for clients."""
    house.command(house.ana, "/niche")
    form = house.form()
    return lambda typed: house.submit(house.ana, form, limits=typed)


def _thanks(house: House) -> Send:
    house.press(house.ana, Action.THANK, house.post(need=ANOTHER, post_anyway=True))
    form = house.form()
    return lambda typed: house.submit(house.ana, form, words=typed)


def _source(house: House) -> Send:
    """In the name of who refers to a member, new and changed."""
    house.command(house.ana, "/sources")
    house.press_in_form(house.ana, Action.ADD_SOURCE, "new", payloads.filled(house.form()))
    form = house.form()

    def send(typed: str) -> Reply:
        house.press_in_form(house.ana, Action.FORGET_SOURCE, "gone", payloads.filled(form, name=typed[:70]))
        return house.submit(house.ana, form, name=typed[:70], kind="school")

    return send


def _while_thanking(house: House) -> Send:
    """The same, and before it is sent another draft, a preview and a copy were asked for."""
    house.command(house.ana, "/thanks", f"<@{house.sam.user_id}>")
    form = house.form()

    def send(typed: str) -> Reply:
        for press in (Action.OTHER_DRAFT, Action.PREVIEW_THANKS, Action.COPY_THANKS):
            house.press_in_form(house.ana, press, "words", payloads.filled(form, words=typed))
        return house.submit(house.ana, form, words=typed)

    return send


def _origin(house: House) -> Send:
    """In the name of whoever sent a client."""
    referral_id = house.post(need=ANOTHER, post_anyway=True)
    ctx = house.exchange.ctx
    with ctx.database.write() as conn:
        sources.ask(conn, house.collective.id, house.sam.id, referral_id, "o1", ctx.clock.now())
    house.press(house.sam, Action.TELL_ORIGIN, referral_id)
    form = house.form()
    return lambda typed: house.submit(house.sam, form, name=typed[:70], kind="school", why="full")


def _setup(house: House) -> Send:
    """In an admin's own words, which no check refuses; a fault may meet them all the same."""
    house.command(ADMIN, "/refer", "setup")
    form = house.form()
    fields = ("outside", "crisis", "watched")
    return lambda typed: house.submit(
        ADMIN, form, channel=CHANNEL, allowed=f"not {typed.replace(',', ' ')}", **dict.fromkeys(fields, typed)
    )


def _own_terms(house: House) -> Send:
    """In what an admin adds to the lists."""
    house.command(ADMIN, "/refer", "setup")
    house.hand(payloads.press_in_form(ADMIN, Action.OWN_TERMS, "open", payloads.filled(house.form())))
    form = house.form()
    return lambda typed: house.submit(ADMIN, form, identity=typed, payment=typed)


def _after_thanks(house: House) -> Send:
    return lambda typed: house.command(house.sam, "/thanks", typed)


def _after_refer(house: House) -> Send:
    return lambda typed: house.command(house.sam, "/refer", typed)


def _after_niche(house: House) -> Send:
    return lambda typed: house.command(house.sam, "/niche", typed)


def _after_sources(house: House) -> Send:
    return lambda typed: house.command(house.sam, "/sources", typed)


def _by_hand(house: House) -> Send:
    """Said by one, and put into what another had said."""
    before = payloads.message(house.ben.user_id, "hello")

    def send(typed: str) -> Reply:
        house.tell(payloads.edit(before, typed))
        return house.tell(payloads.message(house.ana.user_id, typed))

    return send


#: Where the check refuses, in a form of one's own.
CHECKED: Mapping[str, Way] = {
    "note": _refer,
    "edit": _edit,
    "statement": _statement,
    "coached": _while_coached,
    "limits": _limits,
    "thanks": _thanks,
    "source": _source,
    "origin": _origin,
    "thanks previewed": _while_thanking,
}
#: Where no form is open: neither an answer nor any view may hold it.
OPEN: Mapping[str, Way] = {
    "after /refer": _after_refer,
    "after /niche": _after_niche,
    "after /sources": _after_sources,
    "after /thanks": _after_thanks,
    "by hand": _by_hand,
}


def test_what_is_refused_as_certain_is_nowhere(aviary: Aviary) -> None:
    """The form stays open with it, and nothing else has it."""
    for name, way in CHECKED.items():
        reply = way(aviary.house)(CERTAIN)
        assert CANARY in str(reply) or NUMBER in str(reply), name  # the form, or the line at its field
        assert aviary.sightings(reply, in_form=True) == [], name


def test_a_word_for_the_lists_that_is_refused_is_nowhere(aviary: Aviary) -> None:
    """Its form stays open under the line that says why, and Slack keeps what stands in it."""
    reply = _own_terms(aviary.house)(CERTAIN)
    assert NUMBER in str(reply)
    assert aviary.sightings(reply, in_form=True) == []


@pytest.mark.parametrize("typed", [DOUBTFUL, IN_DANGER], ids=["in doubt", "in danger"])
def test_what_is_asked_about_is_nowhere(aviary: Aviary, typed: str) -> None:
    """Until the referrer has answered the question about it."""
    for name, way in {"note": _refer, "edit": _edit}.items():
        reply = way(aviary.house)(typed)
        assert CANARY in str(reply).casefold(), name
        assert aviary.sightings(reply, in_form=True) == [], name


def test_what_is_typed_where_no_form_is_open_is_nowhere(aviary: Aviary) -> None:
    """Neither in the answer, nor in the form that opens; who typed it by hand reads their line all the same."""
    for name, way in OPEN.items():
        reply = way(aviary.house)(CERTAIN)
        assert reply.status == 200
        assert aviary.sightings(reply) == [], name
    assert len(aviary.house.slack.whispers) == 2


def _failing(error: type[Exception]) -> Callable[..., list[object]]:
    """A check that fails at the canary, and says at what."""

    def check(typed: str, *_: object) -> list[object]:
        if CANARY in typed:
            raise error(f"cannot check {typed}")
        return []

    return check


@pytest.mark.parametrize("error", [PrivacyDataError, RuntimeError], ids=["damaged lists", "a bug"])
def test_a_check_that_fails_tells_nothing(
    aviary: Aviary, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own exception holds the text, and stays where it is; nothing is kept, for nobody has read it."""
    checked = {name: way(aviary.house) for name, way in CHECKED.items()}
    unasked = {name: way(aviary.house) for name, way in OPEN.items()}
    for room in (checking, sourcing, watching):
        monkeypatch.setattr(room, "find_identifiers", _failing(error))
    for name, send in checked.items():
        assert aviary.sightings(send(CERTAIN), in_form=True) == [], name
    for name, send in unasked.items():
        assert aviary.sightings(send(CERTAIN)) == [], name
    assert aviary.faults() >= len(checked)


def _sabotage(conn: Connection) -> None:
    """From now on the database takes nothing into these tables, and says as much as it can of what it was given."""
    postgres = conn.dialect.name == "postgresql"
    if postgres:
        conn.execute(
            text(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'cannot take %', NEW; END $$"
            )
        )
    does = "FOR EACH ROW EXECUTE FUNCTION refuse()" if postgres else "BEGIN SELECT RAISE(ABORT, 'cannot take it'); END"
    for table in ("referrals", "members", "thanks", "collectives", "sources"):
        for verb in ("INSERT", "UPDATE"):
            conn.execute(text(f"CREATE TRIGGER refuse_{verb}_{table} BEFORE {verb} ON {table} {does}"))


def _nothing_found(*_: object) -> list[object]:
    return []


def test_a_database_that_fails_in_the_middle_tells_nothing(aviary: Aviary, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text had passed and was on its way into a row: the error knows it, and the log does not.

    A preview shows its writer what has passed, so those are left out here.
    """
    for room in (checking, sourcing, terms_form):
        monkeypatch.setattr(room, "find_identifiers", _nothing_found)
    ways = {**CHECKED, "setup": _setup, "own terms": _own_terms}
    del ways["coached"], ways["thanks previewed"]
    sends = {name: way(aviary.house) for name, way in ways.items()}
    with aviary.house.exchange.ctx.database.write() as conn:
        _sabotage(conn)
    for count, (name, send) in enumerate(sends.items(), 1):
        assert aviary.sightings(send(CERTAIN), in_form=True) == [], name
        assert aviary.faults() >= count, name


_ECHO = {"ok": False, "error": "invalid_arguments", "response_metadata": {"messages": [f"[ERROR] {CERTAIN}"]}}


@pytest.mark.parametrize("failure", [Fail(body=json.dumps(_ECHO)), Fail(status=0)], ids=["quotes it", "is silent"])
def test_a_slack_that_fails_tells_nothing(aviary: Aviary, failure: Fail) -> None:
    """Its answer may quote what it was sent."""
    house = aviary.house
    sends = {name: way(house) for name, way in {**CHECKED, **OPEN}.items()}
    for name, send in sends.items():
        house.everybody_is_stale()
        for method in ("views.open", "views.update", "chat.postEphemeral", "users.info"):
            house.slack.fail(method, failure, failure)
        assert aviary.sightings(send(CERTAIN), in_form=name in CHECKED) == [], name
    assert house.slack.whispers == []


@pytest.mark.parametrize(
    ("way", "room", "part"),
    [
        (_refer, refer_form, "parse"),
        (_refer, refer_form, "render"),
        (_refer, referring, "dangers"),
        (_refer, sending_back, "suggestion"),
        (_refer, review, "errors"),
        (_statement, niche_form, "parse"),
        (_while_coached, niche_form, "coach"),
        (_while_coached, niche_form, "render"),
        (_while_coached, niche_preview, "preview"),
        (_thanks, thanks_form, "parse"),
        (_source, source_form, "parse"),
        (_source, sourcing, "find_identifiers"),
        (_origin, origin_form, "parse"),
        (_while_thanking, thanks_form, "nothing_to_show"),
        (_while_thanking, thanks_form, "another"),
        (_setup, setup_form, "parse"),
        (_by_hand, by_hand, "may_say_who"),
    ],
    ids=lambda each: getattr(each, "__name__", each),
)
def test_what_crashes_on_the_way_tells_nothing(
    aviary: Aviary, way: Way, room: object, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its exception holds all that it was handed."""

    def crash(*handed: object, **more: object) -> None:
        raise RuntimeError(f"{CERTAIN} {handed} {more}")

    send = way(aviary.house)
    monkeypatch.setattr(room, part, crash)
    reply = send(CERTAIN)

    assert aviary.sightings(reply, in_form=way is not _by_hand) == []
    assert aviary.faults() > 0


def test_the_canary_is_seen_wherever_it_is(aviary: Aviary) -> None:
    """The look itself can fail: set free in one place after the other, it is found in each."""
    house = aviary.house
    reply = house.command(house.sam, "/refer", "help")
    assert aviary.sightings(reply) == []

    assert aviary.sightings(Reply(200, {"text": CERTAIN})) == ["reply"]
    assert aviary.sightings(Reply(200, {"text": CERTAIN}), in_form=True) == []
    assert aviary.sightings(Reply(200, {"view": {"private_metadata": CERTAIN}}), in_form=True) == ["reply"]
    client = delivery_client("xoxb-test", house.slack.url)
    client.chat_postEphemeral(channel=CHANNEL, user=house.sam.user_id, text=CERTAIN)
    assert aviary.sightings(reply) == ["call chat.postEphemeral"]
    print(CERTAIN)  # noqa: T201
    assert aviary.sightings(reply) == ["standard output"]
    structlog.get_logger().info("checked", note=CERTAIN)
    assert aviary.sightings(reply) == ["standard error"]
    logging.getLogger("somebody").warning("could not check %s", CERTAIN)
    assert aviary.sightings(reply) == ["standard error"]
    with house.exchange.ctx.database.write() as conn:
        make_collective(conn, outside_options=CERTAIN)
    assert aviary.sightings(reply) == ["table collectives"]


def test_who_refers_to_a_member_is_in_their_own_list_alone(aviary: Aviary) -> None:
    """A name that passed is in its own table, and else only in forms that its member opened.

    A running exchange hears of the database's library what it warns of: the rows that it would print are not heard.
    """
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    house = aviary.house
    name = f"{CANARY.title()} Pediatrics"
    assert _source(house)(name).status == 200
    assert _origin(house)(f"{name} South").view
    assert aviary.sightings(Reply(200)) == ["table sources"]

    for someone in (house.sam, house.ana):
        house.command(someone, "/sources")
    assert aviary.sightings(Reply(200)) == ["table sources", "call views.open"]
    house.command(house.ben, "/sources")
    for command in ("mine", "list", "setup", "members"):
        house.command(ADMIN, "/refer", command)
    house.command(ADMIN, "/niche")
    house.posted()
    assert aviary.sightings(Reply(200)) == ["table sources"]
