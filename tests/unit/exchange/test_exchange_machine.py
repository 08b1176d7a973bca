"""Anybody does anything in any order, and time passes: the rules keep their promises all the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.exchange import moves as m
from bot.exchange.decide import Changes, decide
from bot.exchange.notices import Card, Face, Notice, NoticeKind, Way
from bot.exchange.nudges import NUDGES, Nudge, NudgeKind
from bot.exchange.values import (
    LIVE,
    LOOKING,
    PASSED,
    STANDING_OFFER,
    Answer,
    Audience,
    Kind,
    Means,
    Member,
    Membership,
    Outcome,
    ReferralState,
    Standing,
    Status,
    Urgency,
    Willing,
)
from bot.matching import Match
from tests.unit.exchange.play import COLLEAGUES, GUEST, NEED, PEOPLE, PRACTICE, START, draft, matches

REFERRER = "sam"
ANYBODY = (*PEOPLE, "guest")
WORDS_FOR_THE_REFERRER = {
    NoticeKind.OFFER_MADE,
    NoticeKind.OFFER_RELEASED,
    NoticeKind.OPEN_AGAIN,
    NoticeKind.CHOOSE_REMINDER,
    NoticeKind.UNCONFIRMED,
    NoticeKind.COLLEAGUE_LEFT,
    NoticeKind.UNANSWERED,
    NoticeKind.EXPIRED,
    NoticeKind.LINE_CHANGED,
}
FOR_BOTH_SIDES = {NoticeKind.OUTCOME_REPORTED, NoticeKind.CLOSED}
WORDS_FOR_THE_PERSON = {NoticeKind.UNANSWERED_PERSON, NoticeKind.EXPIRED_PERSON}
TURNING_TO_THE_NEXT = (m.AskNext, m.ReportOutcome)

people = st.sampled_from(ANYBODY)
colleagues = st.sampled_from(COLLEAGUES)
rankings = st.permutations(COLLEAGUES)
answers = st.sampled_from([m.Confirm(""), m.SayGlad(""), m.StandBack(""), m.Release("", Means.BUTTON)])
anything = st.one_of(
    *(
        st.builds(kind, st.just(REFERRER) | people)
        for kind in (
            m.Confirm,
            m.SayGlad,
            m.StandBack,
            m.UndoDecline,
            m.Withdraw,
            m.UndoWithdraw,
            m.UndoChoose,
            m.AskNext,
        )
    ),
    st.builds(m.Release, people, st.sampled_from(Means)),
    st.builds(m.Choose, st.just(REFERRER) | people, st.integers(0, 12).map("claim {}".format)),
    st.builds(m.ReportOutcome, people, st.sampled_from(Outcome)),
    st.builds(m.Edit, people, st.just(NEED), st.sampled_from(Urgency)),
    st.builds(m.Extend, people),
)


class Exchange(RuleBasedStateMachine):
    """One referral; everybody may try everything, the wrong people and the wrong moment included."""

    @initialize(
        urgency=st.sampled_from(Urgency),
        audience=st.sampled_from([Audience.CHANNEL, Audience.BEST]),
        kept_from=st.frozensets(st.sampled_from([*COLLEAGUES, "pat"]), max_size=2),
        small=st.booleans(),
        ranking=rankings,
    )
    def post(
        self, urgency: Urgency, audience: Audience, kept_from: frozenset[str], small: bool, ranking: list[str]
    ) -> None:
        self.state = ReferralState(draft(audience, urgency, kept_from))
        self.practice = replace(PRACTICE, small=small)
        self.now = START
        self.pending: list[Nudge] = []
        self.invited_cards: set[str] = set()
        self.offers = 0
        self.attempt(m.Post(REFERRER, matches(*ranking)))

    # What people do

    @rule(who=people, means=st.sampled_from(Means), conflicts=st.booleans())
    def offer(self, who: str, means: Means, conflicts: bool) -> None:
        self.offers += 1
        member = self.member(who)
        counts = member.counts(Membership.CHANNEL)
        move = m.Offer(who, counts, f"claim {self.offers}", means, ("licence",) if conflicts else ())
        before = self.state
        welcome = (
            counts
            and who != REFERRER
            and who not in before.referral.kept_from
            and before.status in LOOKING
            and not any(claim.member_id == who and claim.standing in STANDING_OFFER for claim in before.claims)
        )
        assert self.attempt(move) is welcome

    @rule(several=st.lists(colleagues, min_size=2, max_size=4), conflicts=st.booleans())
    def offer_one_after_the_other(self, several: list[str], conflicts: bool) -> None:
        for who in several:
            self.offer(who, Means.REACTION, conflicts and who == several[0])

    @precondition(lambda self: self.state.line)
    @rule(data=st.data(), answer=answers)
    def somebody_in_line_answers(self, data: st.DataObject, answer: m.Move) -> None:
        who = data.draw(st.sampled_from(self.state.line)).member_id
        assert self.attempt(replace(answer, by=who))

    @precondition(lambda self: self.state.line)
    @rule(data=st.data())
    def the_client_chooses(self, data: st.DataObject) -> None:
        assert self.attempt(m.Choose(REFERRER, data.draw(st.sampled_from(self.state.line)).id))

    @precondition(lambda self: self.state.chosen)
    @rule(outcome=st.sampled_from(Outcome), referrer=st.booleans())
    def one_side_says_how_it_went(self, outcome: Outcome, referrer: bool) -> None:
        assert self.state.chosen
        who = REFERRER if referrer else self.state.chosen.member_id
        assert self.attempt(m.ReportOutcome(who, outcome))

    @precondition(lambda self: self.state.status not in LOOKING)
    @rule(kind=st.sampled_from([m.UndoWithdraw, m.UndoChoose, m.AskNext]))
    def the_referrer_looks_again(self, kind: type[m.UndoWithdraw | m.UndoChoose | m.AskNext]) -> None:
        self.attempt(kind(REFERRER))

    @precondition(lambda self: self.state.status in LOOKING)
    @rule(
        state=st.sampled_from(["NY", "NJ"]), urgency=st.sampled_from(Urgency), ranking=rankings, fits=st.integers(0, 7)
    )
    def the_referrer_edits(self, state: str, urgency: Urgency, ranking: list[str], fits: int) -> None:
        need = replace(NEED, states=(state,))
        assert self.attempt(m.Edit(REFERRER, need, urgency, self.ranked(ranking[:fits])))

    @rule(ranking=rankings)
    def the_referrer_gives_it_more_time(self, ranking: list[str]) -> None:
        is_open = self.state.status is Status.OPEN
        assert self.attempt(m.Extend(REFERRER, self.ranked(ranking))) is is_open

    @rule(who=people, answer=st.sampled_from(sorted(PASSED)), ranking=rankings)
    def say_no(self, who: str, answer: Answer, ranking: list[str]) -> None:
        self.attempt(m.Decline(who, answer, self.ranked(ranking)))

    @rule(move=anything)
    def anybody_tries_anything(self, move: m.Move) -> None:
        self.attempt(move)

    @rule(who=st.sampled_from([*COLLEAGUES, REFERRER]))
    def leave(self, who: str) -> None:
        self.practice = replace(self.practice, gone=self.practice.gone | {who})
        self.attempt(m.Leave(who))

    @precondition(lambda self: self.let_go)
    @rule(data=st.data())
    def somebody_leaves_who_was_let_go(self, data: st.DataObject) -> None:
        self.leave(data.draw(st.sampled_from(self.let_go)))

    @precondition(lambda self: self.practice.gone)
    @rule(data=st.data())
    def come_back(self, data: st.DataObject) -> None:
        who = data.draw(st.sampled_from(sorted(self.practice.gone)))
        self.practice = replace(self.practice, gone=self.practice.gone - {who})

    # What time does

    @rule(hours=st.sampled_from([1, 5, 30, 80]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        while self.pending and self.pending[0].due_at <= self.now:
            self.fire(self.pending[0])

    @rule(kind=st.sampled_from(NudgeKind))
    def a_reminder_wakes_that_was_cancelled(self, kind: NudgeKind) -> None:
        if kind not in {nudge.kind for nudge in self.pending}:
            own = {r.kind for r in NUDGES if r.waits_in is self.state.status}
            if kind not in own:
                assert not self.attempt(m.Remind(m.CLOCK, kind, self.ranked(list(COLLEAGUES))))

    def teardown(self) -> None:
        """However silent everybody is from here on, it comes to an end by itself."""
        if not hasattr(self, "state"):
            return
        for _ in range(20):
            if self.pending:
                self.now = max(self.now, self.pending[0].due_at)
                self.fire(self.pending[0])
        assert self.state.status not in LIVE

    # How it is done and judged

    @property
    def let_go(self) -> list[str]:
        return [claim.member_id for claim in self.state.claims if claim.standing is Standing.LET_GO]

    def member(self, who: str) -> Member:
        if who == "guest":
            return GUEST
        return replace(PEOPLE[who], kind=Kind.GONE) if who in self.practice.gone else PEOPLE[who]

    def ranked(self, ranking: list[str]) -> Sequence[Match]:
        """Those who have left are in no ranking."""
        here = [name for name in ranking if name not in self.practice.gone]
        return matches(*here) if here else ()

    def fire(self, nudge: Nudge) -> None:
        self.pending.remove(nudge)
        assert self.attempt(m.Remind(m.CLOCK, nudge.kind, self.ranked(list(COLLEAGUES))))

    def attempt(self, move: m.Move) -> bool:
        """Try a move and judge what follows; whether it was made."""
        before = self.state
        try:
            changes = decide(before, move, self.now, self.practice)
        except m.Refused:
            return False
        self.state = changes.state
        assert self.state.referral.revision == before.referral.revision + 1
        self.judge_offers(before, move)
        self.judge_nudges(before, changes)
        self.judge_words(changes)
        self.judge_news(before, move, changes)
        return True

    def judge_offers(self, before: ReferralState, move: m.Move) -> None:
        """No offer is lost: each moves only for a reason that its owner would know."""
        now = {claim.id: claim for claim in self.state.claims}
        assert set(now) >= {claim.id for claim in before.claims}
        for was in before.claims:
            after, own = now[was.id], was.member_id == move.by
            if was.standing in STANDING_OFFER and after.standing is Standing.RELEASED:
                assert own
                assert isinstance(move, m.Release | m.Leave)
            elif was.standing in STANDING_OFFER and after.standing is Standing.LET_GO:
                assert isinstance(move, m.Choose | m.Withdraw | m.Leave | m.Remind)
                assert self.state.status not in LOOKING
            elif was.standing in STANDING_OFFER and after.standing is Standing.CHOSEN:
                assert isinstance(move, m.Choose)
                assert move.claim_id == was.id
            elif was.standing is Standing.CHOSEN and after.standing is not Standing.CHOSEN:
                left = was.member_id in self.practice.gone
                released = isinstance(move, TURNING_TO_THE_NEXT) or left
                assert after.standing is Standing.RELEASED if released else isinstance(move, m.UndoChoose)
            elif was.standing is Standing.LET_GO and after.standing is not Standing.LET_GO:
                assert isinstance(move, (*TURNING_TO_THE_NEXT, m.UndoChoose, m.UndoWithdraw))
                assert (after.standing is Standing.RELEASED) is (was.member_id in self.practice.gone)
            elif was.standing is Standing.RELEASED:
                assert after == was

    def judge_nudges(self, before: ReferralState, changes: Changes) -> None:
        """A new status, or a new beginning, has all its nudges and no other; else nothing changes."""
        if changes.nudges is None:
            assert self.state.status is before.status
            return
        self.pending = list(changes.nudges)
        assert [n.kind for n in self.pending] == [r.kind for r in NUDGES if r.waits_in is self.state.status]
        assert all(nudge.due_at > self.now for nudge in self.pending)
        assert all(one.due_at <= other.due_at for one, other in pairwise(self.pending))

    def judge_words(self, changes: Changes) -> None:
        """Nothing is said to anybody whom it does not concern, or twice."""
        assert len({(n.kind, n.to) for n in changes.notices}) == len(changes.notices)
        assert not {n.to for n in changes.notices} & self.state.referral.kept_from
        assert all(self.concerns(notice) for notice in changes.notices)
        for card in changes.cards:
            self.judge_card(card)

    def judge_news(self, before: ReferralState, move: m.Move, changes: Changes) -> None:
        """The referrer hears, in one thread, whenever somebody else or time changes how it stands."""
        stood, stands = ((state.status, state.holder and state.holder.member_id) for state in (before, self.state))
        if stood != stands and move.by != REFERRER:
            ways = [notice.way(REFERRER) for notice in changes.notices if notice.to == REFERRER]
            assert Way.THREAD in ways

    def concerns(self, notice: Notice) -> bool:
        if notice.kind in WORDS_FOR_THE_REFERRER:
            return notice.to == REFERRER
        if notice.kind in WORDS_FOR_THE_PERSON:
            return notice.to == self.practice.person_id
        offered = {claim.member_id for claim in self.state.claims}
        return notice.to in offered or (notice.kind in FOR_BOTH_SIDES and notice.to == REFERRER)

    def judge_card(self, card: Card) -> None:
        if card.face is Face.CHANNEL:
            assert self.state.referral.asks_channel
        if card.face is Face.INVITATION:
            assert card.member_id not in self.invited_cards, "asked twice"
            self.invited_cards.add(card.member_id)
        if card.face is Face.CLAIM:
            assert self.state.offer_of(card.member_id)

    # What always holds

    @invariant()
    def one_holds_it_at_most_and_the_status_says_so(self) -> None:
        standings = [claim.standing for claim in self.state.claims]
        holders, chosen = standings.count(Standing.HOLDER), standings.count(Standing.CHOSEN)
        backups = standings.count(Standing.BACKUP)
        match self.state.status:
            case Status.OPEN:
                assert (holders, chosen) == (0, 0)
            case Status.CLAIMED:
                assert (holders, chosen) == (1, 0)
            case Status.HANDED_OFF | Status.CLOSED:
                assert (holders, chosen, backups) == (0, 1, 0)
            case Status.WITHDRAWN | Status.EXPIRED:
                assert (holders, chosen, backups) == (0, 0, 0)

    @invariant()
    def the_holder_has_confirmed(self) -> None:
        assert self.state.holder is None or self.state.holder.confirmed

    @invariant()
    def nobody_is_forgotten_who_was_let_go(self) -> None:
        """As long as somebody is looked for, every offer that its owner did not take back is in line."""
        assert self.state.status not in LOOKING or not self.let_go

    @invariant()
    def nobody_stands_in_line_twice(self) -> None:
        line = [claim.member_id for claim in self.state.line]
        assert len(line) == len(set(line))

    @invariant()
    def places_are_given_once(self) -> None:
        places = [claim.place for claim in self.state.claims]
        assert len(places) == len(set(places))

    @invariant()
    def nobody_is_in_line_or_asks_who_has_left(self) -> None:
        assert not {claim.member_id for claim in self.state.line} & self.practice.gone
        assert REFERRER not in self.practice.gone or self.state.status not in LIVE

    @invariant()
    def whoever_is_ready_is_called(self) -> None:
        """An open referral has nobody in line who would take it as it is."""
        if self.state.status is Status.OPEN:
            assert not any(c.confirmed and c.willing is not Willing.AS_BACKUP for c in self.state.line)

    @invariant()
    def nobody_is_asked_who_should_not_be(self) -> None:
        asked = [invitation.member_id for invitation in self.state.invitations]
        assert len(asked) == len(set(asked))
        assert not set(asked) & (self.state.referral.kept_from | {REFERRER, "guest"})
        assert set(asked) == self.invited_cards

    @invariant()
    def nobody_offers_who_is_kept_out(self) -> None:
        offered = {claim.member_id for claim in self.state.claims}
        assert not offered & (self.state.referral.kept_from | {REFERRER, "guest"})

    @invariant()
    def what_is_pending_belongs_to_the_status(self) -> None:
        own = [r.kind for r in NUDGES if r.waits_in is self.state.status]
        assert {nudge.kind for nudge in self.pending} <= set(own)
        assert bool(self.pending) is (self.state.status in LIVE)
        if own:
            assert self.pending[-1].kind is own[-1]


Exchange.TestCase.settings = settings(max_examples=150, stateful_step_count=50, deadline=None)
TestAnybodyDoesAnything = Exchange.TestCase
