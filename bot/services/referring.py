"""What a referrer does: ask, edit, extend, withdraw, or only look at names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.exchange import moves
from bot.exchange.drafts import NOTE_LIMIT
from bot.exchange.scene import FEWEST_HOLDERS, Scene
from bot.exchange.values import LOOKING, Audience, Kind, Member, Referral, ReferralState
from bot.matching import Match, Need
from bot.matching.relaxing import fitting, without
from bot.privacy import Known, dangers, is_about_the_client
from bot.services import naming, origins
from bot.services.checking import check
from bot.services.context import machine_now
from bot.services.moving import apply, lock, make_move
from bot.services.naming import Names, Nobody
from bot.services.scenes import scene_of
from storage import deliveries, members, referrals
from storage.members import Person

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.exchange.drafts import Draft
    from bot.exchange.values import Collective
    from bot.matching import Constraint
    from bot.services.context import Context


@dataclass(frozen=True)
class Posted:
    """The referral was posted, or had been posted by this very form before.

    Attributes:
        as_sent: it asks for what was sent; False when an earlier version of the form was posted, which stays.
    """

    referral_id: str
    as_sent: bool = True


@dataclass(frozen=True)
class Similar:
    """The referrer has a similar referral open: edit that one, or post anyway."""

    scene: Scene


@dataclass(frozen=True)
class NoConsent:
    """The client has not agreed that colleagues are asked."""


@dataclass(frozen=True)
class TooLong:
    """The note has more characters than one referral takes."""


@dataclass(frozen=True)
class Stopped:
    """The note tells of danger that is there now: nothing was done with the form.

    Attributes:
        phrases: those of which the referrer has not said that they are not about now, by their keys.
    """

    phrases: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class AboutTheClient:
    """No word of the note identifies, but it tells who the client is: its writer may say better who is needed."""


NotYet = Stopped | TooLong | NoConsent
Result = Posted | Similar | Names | Nobody | AboutTheClient | NotYet


def not_yet(draft: Draft) -> NotYet | None:
    """Why a form goes nowhere yet, as far as it tells by itself; danger comes before all else."""
    if phrases := unanswered_danger(draft):
        return Stopped(phrases)
    if len(draft.need.note) > NOTE_LIMIT:
        return TooLong()
    return NoConsent() if draft.lacks_consent else None


def unanswered_danger(draft: Draft) -> dict[str, str]:
    """The note's phrases of danger, by key, of which the referrer has not said that it is not happening now."""
    return {key: phrase for key, phrase in dangers(draft.need.note).items() if key not in draft.not_now}


def submit(ctx: Context, collective: Collective, referrer: Member, draft: Draft, delivery_id: str) -> Result:
    """What becomes of a form that was sent.

    Raises:
        IdentifyingTextError: the note says, or may say, who the client is.
        PrivacyDataError: the check cannot run, so nothing may be posted.
        Refused: the referral that was edited can no longer be.
    """
    if early := not_yet(draft):
        return early
    known = known_of(collective)
    vouched = check(draft.need.note, known, draft.not_identifying)
    is_sent = draft.audience is not Audience.NOBODY
    if is_sent and not draft.told and is_about_the_client(draft.need.note, known):
        return AboutTheClient()
    if draft.editing:
        candidates = find_candidates(ctx, collective, draft.need)
        move = moves.Edit(referrer.id, draft.need, draft.urgency, candidates, vouched)
        return Posted(make_move(ctx, collective, draft.editing, move, delivery_id).referral.id)
    if draft.audience is Audience.NOBODY:
        return naming.names(ctx, collective, referrer, draft)
    if not draft.post_anyway and (similar := _similar(ctx, collective, referrer, draft)):
        return Similar(similar)
    if not draft.told_nobody and (nobody := _nobody_for(ctx, collective, referrer, draft)):
        return nobody
    return _post(ctx, collective, referrer, draft, vouched, delivery_id)


def known_of(collective: Collective) -> Known:
    """What the privacy check knows of a note beforehand."""
    return Known(collective.known_words)


def find_candidates(ctx: Context, collective: Collective, need: Need) -> Sequence[Match]:
    """Everybody who fits, best first: slow work that is done before a transaction, never in it."""
    with ctx.database.read() as conn:
        return _rank(conn, ctx, collective, need)


def get_ready(ctx: Context, collective: Collective) -> None:
    """Read the lexicon and everybody's statement before anybody's form has to wait for it."""
    find_candidates(ctx, collective, Need())


def candidates_for(ctx: Context, collective: Collective, referral_id: str) -> Sequence[Match]:
    """Everybody who fits a referral that was posted."""
    with ctx.database.read() as conn:
        state = referrals.load(conn, referral_id)
        return _rank(conn, ctx, collective, state.referral.need) if state else ()


def ask_without(
    ctx: Context, collective: Collective, referrer: Member, referral_id: str, wish: Constraint, delivery_id: str
) -> ReferralState:
    """Give up a wish of a referral that was posted, and ask whoever fits then.

    Raises:
        Refused: it is not theirs, or can no longer be edited.
        KeyError: this is no wish to give up.
    """
    with ctx.database.read() as conn:
        state = referrals.load(conn, referral_id)
        candidates = _rank(conn, ctx, collective, without(state.referral.need, wish)) if state else ()

    def edit(state: ReferralState) -> moves.Edit:
        now = state.referral
        return moves.Edit(referrer.id, without(now.need, wish), now.urgency, candidates, now.vouched)

    return make_move(ctx, collective, referral_id, edit, delivery_id)


def areas_offered(ctx: Context, collective: Collective) -> tuple[str, ...]:
    """The areas that an admin named and in which enough members have an office: to ask for one points at nobody."""
    named = [term.code for term in collective.own_terms if term.kind == "area"]
    if not named:
        return ()
    with ctx.database.read() as conn:
        holders = members.holders_of_facets(conn, collective)
    return tuple(code for code in named if holders.get(("area", code), 0) >= FEWEST_HOLDERS)


def extend(ctx: Context, collective: Collective, referrer: Member, referral_id: str, delivery_id: str) -> ReferralState:
    """Keep it open as long again, and ask the next three."""
    candidates = candidates_for(ctx, collective, referral_id)
    return make_move(ctx, collective, referral_id, moves.Extend(referrer.id, candidates), delivery_id)


def own_referral(ctx: Context, referrer: Member, referral_id: str) -> Referral | None:
    """The referral, if it is this member's own and can still be edited."""
    with ctx.database.read() as conn:
        state = referrals.load(conn, referral_id)
    if state is None or state.referral.referrer_id != referrer.id or state.status not in LOOKING:
        return None
    return state.referral


def mine(ctx: Context, member: Member) -> Sequence[Scene]:
    """The live referrals that a member posted, offered for, holds or is asked about."""
    with ctx.database.read() as conn:
        return _scenes(conn, ctx, referrals.concerning(conn, member.id))


def open_to(ctx: Context, collective: Collective, member: Member) -> Sequence[Scene]:
    """The referrals of the channel for which this member could still offer, oldest first."""
    with ctx.database.read() as conn:
        offered = [
            referral.id
            for referral in referrals.live(conn, collective.id)
            if referral.asks_channel and referral.status in LOOKING and referral.referrer_id != member.id
        ]
        return tuple(scene for scene in _scenes(conn, ctx, offered) if scene.state.offer_of(member.id) is None)


def _nobody_for(ctx: Context, collective: Collective, referrer: Member, draft: Draft) -> Nobody | None:
    """What would help where nobody fits; a form that was posted already is past that question."""
    with ctx.database.read() as conn:
        is_posted = bool(referrals.id_of_form(conn, draft.form_id))
    return None if is_posted else naming.nobody_for(ctx, collective, referrer, draft)


def _post(
    ctx: Context, collective: Collective, referrer: Member, draft: Draft, vouched: tuple[str, ...], delivery_id: str
) -> Posted:
    candidates = find_candidates(ctx, collective, draft.need)
    with ctx.database.write() as conn:
        deliveries.record(conn, collective.id, delivery_id, machine_now())
        referral = Referral(
            id=uuid4().hex,
            collective_id=collective.id,
            referrer_id=referrer.id,
            form_id=draft.form_id,
            need=draft.need,
            urgency=draft.urgency,
            audience=draft.audience,
            posted_at=ctx.clock.now(),
            kept_from=frozenset(_known(conn, collective, user_id).id for user_id in draft.kept_from),
            vouched=vouched,
        )
        if earlier := referrals.id_of_form(conn, draft.form_id):
            return Posted(earlier, as_sent=_asks_alike(lock(conn, collective.id, earlier).referral, referral))
        referrals.start(conn, referral)
        apply(ctx, conn, lock(conn, collective.id, referral.id), moves.Post(referrer.id, candidates))
        origins.ask(ctx, conn, collective, referrer, referral.id)
    ctx.wake()
    return Posted(referral.id)


def _asks_alike(one: Referral, other: Referral) -> bool:
    def asked(referral: Referral) -> tuple[object, ...]:
        return referral.need, referral.urgency, referral.audience, referral.kept_from

    return asked(one) == asked(other)


def _known(conn: Connection, collective: Collective, user_id: str) -> Member:
    """The person, who may be met here for the first time; Slack is asked about them when they do something."""
    unmet = Person(user_id, name=user_id, time_zone="UTC", kind=Kind.FULL, in_channel=False, is_admin=False)
    known = members.by_user(conn, collective.id, user_id)
    return known or members.remember(conn, collective.id, unmet, datetime.fromtimestamp(0, UTC))


def _similar(ctx: Context, collective: Collective, referrer: Member, draft: Draft) -> Scene | None:
    """An open referral of their own with the same main concern, for the same kind of client."""
    with ctx.database.read() as conn:
        for referral in referrals.live(conn, collective.id):
            own = referral.referrer_id == referrer.id and referral.status in LOOKING
            if own and referral.form_id != draft.form_id and _kin(referral.need) == _kin(draft.need):
                return scene_of(conn, referral.id, ctx.clock.now())
    return None


def _kin(need: Need) -> tuple[Sequence[str], str, str]:
    return tuple(need.concerns[:1]), need.age_group, need.client_type


def _rank(conn: Connection, ctx: Context, collective: Collective, need: Need) -> Sequence[Match]:
    with ctx.rankers.over(collective.id, members.profiles(conn, collective, ctx.clock.now())) as ranker:
        return fitting(ranker, need)


def _scenes(conn: Connection, ctx: Context, referral_ids: Sequence[str]) -> Sequence[Scene]:
    found = (scene_of(conn, referral_id, ctx.clock.now()) for referral_id in referral_ids)
    return tuple(scene for scene in found if scene)
