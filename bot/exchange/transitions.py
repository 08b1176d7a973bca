"""The transition table: from where, by whom, to where, and how it is taken back. `decide` admits nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.exchange import moves
from bot.exchange.values import LIVE, LOOKING, Status

if TYPE_CHECKING:
    from collections.abc import Mapping


class Who(StrEnum):
    """Who may make a move."""

    REFERRER = "referrer"
    ANYONE = "anyone"  # the rule itself says who may offer, and why somebody may not
    CLAIMANT = "claimant"  # has a standing offer
    INVITED = "invited"
    SIDE = "side"  # the chosen colleague or the referrer
    THEMSELVES = "themselves"  # whoever left
    CLOCK = "clock"


@dataclass(frozen=True)
class Transition:
    """One row of the table.

    Attributes:
        start: the statuses in which the move is legal.
        who: who may make it.
        end: every status that it may lead to.
        undo: the move that takes it back, where a person would expect one.
    """

    start: frozenset[Status]
    who: Who
    end: frozenset[Status]
    undo: type[moves.Move] | None = None


_OPEN = frozenset({Status.OPEN})
_HANDED_OFF = frozenset({Status.HANDED_OFF})
_CLOSED = frozenset({Status.CLOSED})
_WITHDRAWN = frozenset({Status.WITHDRAWN})
_EXPIRED = frozenset({Status.EXPIRED})

TRANSITIONS: Mapping[type[moves.Move], Transition] = {
    moves.Post: Transition(_OPEN, Who.REFERRER, _OPEN, undo=moves.Withdraw),
    moves.Offer: Transition(frozenset(Status), Who.ANYONE, LOOKING, undo=moves.Release),
    moves.Confirm: Transition(LOOKING, Who.CLAIMANT, LOOKING),
    moves.SayGlad: Transition(LOOKING, Who.CLAIMANT, LOOKING),
    moves.StandBack: Transition(LOOKING, Who.CLAIMANT, LOOKING, undo=moves.SayGlad),
    moves.Release: Transition(LOOKING, Who.CLAIMANT, LOOKING, undo=moves.Offer),
    moves.Decline: Transition(LIVE, Who.INVITED, LIVE, undo=moves.UndoDecline),
    moves.UndoDecline: Transition(LIVE, Who.INVITED, LIVE),
    moves.Edit: Transition(LOOKING, Who.REFERRER, LOOKING),
    moves.Extend: Transition(_OPEN, Who.REFERRER, _OPEN),
    moves.Withdraw: Transition(LOOKING, Who.REFERRER, _WITHDRAWN, undo=moves.UndoWithdraw),
    moves.UndoWithdraw: Transition(_WITHDRAWN, Who.REFERRER, LOOKING),
    moves.Choose: Transition(LOOKING, Who.REFERRER, _HANDED_OFF, undo=moves.UndoChoose),
    moves.UndoChoose: Transition(_HANDED_OFF, Who.REFERRER, LOOKING),
    moves.ReportOutcome: Transition(_HANDED_OFF | _CLOSED, Who.SIDE, _HANDED_OFF | _CLOSED | LOOKING),
    moves.AskNext: Transition(_HANDED_OFF | _CLOSED, Who.REFERRER, LOOKING),
    moves.Leave: Transition(LIVE, Who.THEMSELVES, LIVE | _WITHDRAWN | _CLOSED),
    moves.Remind: Transition(LIVE, Who.CLOCK, LIVE | _EXPIRED | _CLOSED),
}
