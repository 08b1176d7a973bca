"""The whole promise: whatever people do, in whatever order, delivered however often, the exchange tells the truth.

Hypothesis makes up the days of a small collective, legal moves and illegal ones, and looks after each of them.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, ClassVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.exchange import moves
from bot.exchange.drafts import Draft
from bot.exchange.gratitude import ThankYou
from bot.exchange.moves import Refused
from bot.exchange.values import LIVE, PASSED, Answer, Audience, Means, Outcome, Urgency
from bot.services import claiming, niche_words, niches, referring, thanking
from bot.services.moving import make_move
from storage.engine import Database
from tests.factories import CHANNEL, make_niche
from tests.integration.whole import truths
from tests.integration.whole.little_world import NAMES, NEEDS, Killed, World, user_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.exchange.values import Member, ReferralState


#: How many days are made up, by whether the database is SQLite: on the other each takes longer.
_EXAMPLES = {True: 40, False: 5}
_STEPS = 40
_MOST_REFERRALS = 2
#: To come to rest takes long: not more often than after so many steps.
_RESTLESS = 6
_ANSWERS = (moves.Confirm, moves.SayGlad, moves.StandBack)
_EMOJI = ("raised_hand", "hand::skin-tone-3", "raising_hand::skin-tone-6", "eyes")
_METHODS = (
    "chat.postMessage",
    "chat.update",
    "chat.delete",
    "conversations.history",
    "reactions.get",
    "chat.getPermalink",
)

somebody = st.sampled_from(NAMES)
colleague = st.sampled_from(NAMES[:7])
several = st.lists(st.one_of(colleague, somebody), min_size=1, max_size=3)
kept_out = st.one_of(st.lists(colleague, max_size=0), st.lists(colleague, max_size=4))
often = st.sampled_from([True, True, True, False])
referral = st.integers(0, _MOST_REFERRALS - 1)
need = st.sampled_from(sorted(NEEDS))
urgency = st.sampled_from(Urgency)
place = st.integers(0, 3)


class Collective(RuleBasedStateMachine):
    """What people and machines can do to each other in a collective."""

    databases: ClassVar[Sequence[Database]]
    chance: ClassVar[Random] = Random()

    def __init__(self) -> None:
        super().__init__()
        self.chance.seed(0)
        self.world = World(self.databases)
        self.world.client.posting = partial(truths.what_a_digest_holds, self.world)
        self.seen: dict[str, ReferralState] = {}
        self.steps_since_rest = 0

    # What people do.

    @initialize(who=colleague, need=need, kept_from=kept_out, offering=several, chosen=st.booleans())
    def begin(self, who: str, need: str, kept_from: Sequence[str], offering: Sequence[str], chosen: bool) -> None:
        """Begin in the middle of things, or most days would be over before anything happens."""
        self.post(who, need, Urgency.ROUTINE, Audience.CHANNEL, kept_from)
        self.offer(offering, 0)
        if chosen:
            self.choose(True, who, 0, 0)

    @precondition(lambda self: len(self.world.referral_ids) < _MOST_REFERRALS)
    @rule(
        who=colleague,
        need=need,
        urgency=urgency,
        audience=st.sampled_from([Audience.CHANNEL, Audience.BEST]),
        kept_from=kept_out,
    )
    def post(self, who: str, need: str, urgency: Urgency, audience: Audience, kept_from: Sequence[str]) -> None:
        kept = frozenset(user_id(name) for name in kept_from if name != who)
        draft = Draft(
            uuid4().hex, NEEDS[need], urgency, audience, kept, consent=True, post_anyway=True, told_nobody=True
        )
        world = self.world
        if not world.member(who).counts(world.collective.membership):
            return

        def deed(delivery_id: str) -> None:
            posted = referring.submit(world.ctx, world.collective, world.member(who), draft, delivery_id)
            assert isinstance(posted, referring.Posted)
            if posted.referral_id not in world.referral_ids:
                world.referral_ids.append(posted.referral_id)

        world.make(deed)

    @rule(who=several, which=referral)
    def offer(self, who: Sequence[str], which: int) -> None:
        for name in who:
            self._do(claiming.offer, self.world.member(name), which)

    @rule(who=somebody, place=place, which=referral, means=st.sampled_from(Means))
    def release(self, who: str, place: int, which: int, means: Means) -> None:
        self._move(which, moves.Release(self._claimant(which, place, who).id, means))

    @rule(who=somebody, place=place, which=referral, kind=st.sampled_from(_ANSWERS))
    def answer_the_question(self, who: str, place: int, which: int, kind: type[moves.Move]) -> None:
        self._move(which, kind(self._claimant(which, place, who).id))

    @rule(who=colleague, place=place, which=referral, answer=st.sampled_from(sorted(PASSED)))
    def decline(self, who: str, place: int, which: int, answer: Answer) -> None:
        world, member = self.world, self._invited(which, place, who)
        if target := self._referral(which):
            world.make(lambda d: claiming.decline(world.ctx, world.collective, member, target, answer, d))

    @rule(who=colleague, place=place, which=referral)
    def undo_decline(self, who: str, place: int, which: int) -> None:
        self._do(claiming.undo_decline, self._invited(which, place, who), which)

    @rule(who=colleague, place=place, which=referral, days=st.sampled_from([7, 90]))
    def be_full_until(self, who: str, place: int, which: int, days: int) -> None:
        world, member = self.world, self._invited(which, place, who)
        until = world.clock.now().date() + timedelta(days=days)
        if target := self._referral(which):
            world.make(lambda d: claiming.full_until(world.ctx, world.collective, member, target, until, d))

    @rule(by_referrer=often, who=somebody, which=referral, need=need, urgency=urgency)
    def edit(self, by_referrer: bool, who: str, which: int, need: str, urgency: Urgency) -> None:
        world = self.world
        if target := self._referral(which):
            member = self._actor(target, who, by_referrer=by_referrer)
            draft = Draft(uuid4().hex, NEEDS[need], urgency, editing=target)
            world.make(lambda d: referring.submit(world.ctx, world.collective, member, draft, d))

    @rule(
        by_referrer=often,
        who=somebody,
        which=referral,
        kind=st.sampled_from([moves.Withdraw, moves.UndoWithdraw, moves.UndoWithdraw, moves.UndoChoose, moves.AskNext]),
    )
    def steer(self, by_referrer: bool, who: str, which: int, kind: type[moves.Move]) -> None:
        if target := self._referral(which):
            self._move(which, kind(self._actor(target, who, by_referrer=by_referrer).id))

    @rule(by_referrer=often, who=somebody, which=referral)
    def extend(self, by_referrer: bool, who: str, which: int) -> None:
        world = self.world
        if target := self._referral(which):
            member = self._actor(target, who, by_referrer=by_referrer)
            world.make(lambda d: referring.extend(world.ctx, world.collective, member, target, d))

    @rule(by_referrer=often, who=somebody, which=referral, place=place)
    def choose(self, by_referrer: bool, who: str, which: int, place: int) -> None:
        if target := self._referral(which):
            state = self.world.state(target)
            claims = state.line or state.claims
            claim_id = claims[place % len(claims)].id if claims else "none"
            self._move(which, moves.Choose(self._actor(target, who, by_referrer=by_referrer).id, claim_id))

    @rule(side=st.sampled_from([0, 1, 1, 2]), who=somebody, which=referral, outcome=st.sampled_from(Outcome))
    def report(self, side: int, who: str, which: int, outcome: Outcome) -> None:
        if target := self._referral(which):
            state = self.world.state(target)
            sides = (
                state.referral.referrer_id,
                state.chosen.member_id if state.chosen else "",
                self.world.member(who).id,
            )
            self._move(which, moves.ReportOutcome(sides[side] or self.world.member(who).id, outcome))

    @rule(who=colleague, to=colleague, which=referral, concerns=st.sampled_from([("anxiety",), ("depression",)]))
    def say_something_of_oneself(self, who: str, to: str, which: int, concerns: tuple[str, ...]) -> None:
        """A thank-you, a word on whom one helps best, and a new niche."""
        world, form_id = self.world, uuid4().hex
        member, reader = world.member(who), world.member(to)
        note = ThankYou(form_id, reader.user_id, words="Thank you for the thoughtful referral.")
        world.make(lambda d: thanking.thank(world.ctx, world.collective, member, note, d))
        self._do(niche_words.ask, member, which)
        niche = make_niche(confirmed_at=world.clock.now(), concerns=concerns)
        world.make(lambda d: niches.save(world.ctx, world.collective, member, niche, f"{who}: 212-555-0199", d))

    @rule(who=somebody, which=referral, in_channel=st.booleans(), emoji=st.sampled_from(_EMOJI))
    def react(self, who: str, which: int, in_channel: bool, emoji: str) -> None:
        if target := self._referral(which):
            place = self.world.place_of(target, "" if in_channel else self.world.member(who).id)
            if place:
                self.world.react(who, *place, emoji)

    @rule(who=somebody, how=st.sampled_from(["leave", "leave", "join", "deactivate"]))
    def come_or_go(self, who: str, how: str) -> None:
        admin = self.world.admin
        if self.world.workspace.person(user_id(who)).deleted:
            return
        if how == "deactivate":
            admin.deactivate(user_id(who))
        elif who != "Away":
            (admin.leave_channel if how == "leave" else admin.join_channel)(user_id(who), CHANNEL)

    @rule(which=referral, place=place, who=somebody, chosen=st.booleans())
    def slip(self, which: int, place: int, who: str, chosen: bool) -> None:
        """The referrer takes a step back again, and meanwhile somebody has left."""
        leaving = self._claimant(which, place, who)
        if chosen:
            self.choose(True, who, which, 0)
        else:
            self.steer(True, who, which, moves.Withdraw)
        self.come_or_go(leaving.name, "leave")
        while self.world.mailbox.letters:
            self.hand_over(0, 1, False)
        self.steer(True, who, which, moves.UndoChoose if chosen else moves.UndoWithdraw)

    # What machines do.

    @precondition(lambda self: self.world.mailbox.letters)
    @rule(place=st.integers(0, 5), times=st.integers(1, 2), kept=st.booleans())
    def hand_over(self, place: int, times: int, kept: bool) -> None:
        letters = self.world.mailbox.letters
        letter = letters[place % len(letters)]
        self.world.hand_over(letter)
        for _ in range(times - 1):
            rows = self.world.rows()
            self.world.hand_over(letter)
            assert self.world.rows() == rows, "a repeated event changed something"
        if not kept:
            letters.remove(letter)

    @rule(sender=st.integers(0, 1), seconds=st.sampled_from([0, 1, 6, 31, 61]), swept=st.booleans())
    def send(self, sender: int, seconds: int, swept: bool) -> None:
        self.world.machine.move(seconds)
        self.world.send(sender)
        if swept:
            self.world.sweep()

    @rule(hours=st.sampled_from([1, 5, 16, 24, 72, 24 * 8]), fired=st.booleans())
    def let_time_pass(self, hours: int, fired: bool) -> None:
        self.world.clock.move(timedelta(hours=hours))
        if fired:
            self.world.fire_due()

    @rule(method=st.sampled_from(_METHODS), fault=st.sampled_from(["drop_answer", "break_down", "rate_limit"]))
    def have_slack_fail(self, method: str, fault: str) -> None:
        getattr(self.world.workspace.faults, fault)(method)

    @rule(after=st.booleans(), what=st.sampled_from(["killed", "another sender"]))
    def meanwhile(self, after: bool, what: str) -> None:
        """Something happens while the next call to Slack is under way."""

        def die() -> None:
            raise Killed

        waiting = self.world.meanwhile.after if after else self.world.meanwhile.before
        waiting.append(die if what == "killed" else partial(self.world.send, 1))

    @rule(after=st.booleans(), who=colleague, which=referral, kind=st.sampled_from(["offer", "withdraw", "again"]))
    def meanwhile_somebody(self, after: bool, who: str, which: int, kind: str) -> None:
        """Somebody makes a move while the next call to Slack is under way."""
        world = self.world
        target = self._referral(which)
        if target is None:
            return

        def moving() -> None:
            member, referrer = world.member(who), world.state(target).referral.referrer_id
            try:
                if kind == "offer":
                    claiming.offer(world.ctx, world.collective, member, target, world.new_delivery())
                else:
                    move = moves.Withdraw(referrer) if kind == "withdraw" else moves.UndoWithdraw(referrer)
                    make_move(world.ctx, world.collective, target, move, world.new_delivery())
            except Refused:
                return

        (world.meanwhile.after if after else world.meanwhile.before).append(moving)

    @precondition(lambda self: self.steps_since_rest > _RESTLESS)
    @rule()
    def come_to_rest(self) -> None:
        self.world.settle()
        self._check_at_rest()
        self.steps_since_rest = 0

    # What is always so.

    @invariant()
    def offers_are_kept_and_every_move_is_told(self) -> None:
        self.steps_since_rest += 1
        for state in self.world.states():
            if state != self.seen.get(state.referral.id):
                truths.offers_are_kept(self.world, self.seen.get(state.referral.id), state)
                truths.the_log_tells_all(self.world, state)
                self.seen[state.referral.id] = state
            truths.nudges_are_those_of_the_status(self.world, state)
            truths.only_members_stand_in_line(self.world, state)

    def teardown(self) -> None:
        """In the end everything is over, and the channel is as if nothing had been."""
        world = self.world
        world.settle()
        self._check_at_rest()
        world.let_everything_become_due()
        self.offers_are_kept_and_every_move_is_told()
        self._check_at_rest()
        assert all(state.status not in LIVE for state in world.states())

    def _check_at_rest(self) -> None:
        truths.nothing_is_left_to_send(self.world)
        truths.nothing_is_said_twice(self.world)
        truths.nobody_is_disturbed(self.world)
        truths.a_day_has_one_digest(self.world)
        truths.digests_are_true(self.world)
        truths.what_is_asked_still_holds(self.world)
        for state in self.world.states():
            truths.messages_are_true(self.world, state)
            truths.the_kept_out_hear_nothing(self.world, state)
            truths.reactions_and_offers_agree(self.world, state)

    # Short ways.

    def _referral(self, which: int) -> str | None:
        ids = self.world.referral_ids
        return ids[which % len(ids)] if ids else None

    def _actor(self, target: str, who: str, *, by_referrer: bool) -> Member:
        world = self.world
        return world.person(world.state(target).referral.referrer_id) if by_referrer else world.member(who)

    def _claimant(self, which: int, place: int, who: str) -> Member:
        """Whoever stands in this place of the line, or anybody."""
        target = self._referral(which)
        return self._at(place, [claim.member_id for claim in self.world.state(target).line] if target else [], who)

    def _invited(self, which: int, place: int, who: str) -> Member:
        target = self._referral(which)
        return self._at(place, [i.member_id for i in self.world.state(target).invitations] if target else [], who)

    def _at(self, place: int, ids: Sequence[str], who: str) -> Member:
        return self.world.person(ids[place]) if place < len(ids) else self.world.member(who)

    def _move(self, which: int, move: moves.Move) -> None:
        world = self.world
        if target := self._referral(which):
            world.make(lambda delivery_id: make_move(world.ctx, world.collective, target, move, delivery_id))

    def _do(self, service: Callable[..., object], member: Member, which: int) -> None:
        world = self.world
        if target := self._referral(which):
            world.make(lambda delivery_id: service(world.ctx, world.collective, member, target, delivery_id))


@pytest.fixture(autouse=True)
def _ids_that_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids decide between equals, and a day can be lived again only when they come again too."""
    monkeypatch.setattr("os.urandom", Collective.chance.randbytes)


@pytest.mark.timeout(300)
def test_everything_holds_whatever_people_do(database_url: str) -> None:
    """Nobody is lost, nothing is said twice or falsely, and nothing that is over speaks."""

    class Lived(Collective):
        databases = (Database(database_url), Database(database_url))

    run_state_machine_as_test(
        Lived,
        settings=settings(
            max_examples=_EXAMPLES[Lived.databases[0].is_sqlite],
            stateful_step_count=_STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],  # shrinking takes minutes: whoever looks for a fault adds Phase.shrink
            suppress_health_check=list(HealthCheck),
        ),
    )
    for database in Lived.databases:
        database.dispose()
