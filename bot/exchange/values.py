"""The nouns of the exchange as frozen values; every time is UTC and aware of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.exchange.regions import region_for
from bot.exchange.reminders import Reminders
from bot.exchange.working_time import PracticeHours, WorkingTime
from bot.matching import Need, OwnTerm, Profile
from bot.privacy import LocalWords


class Status(StrEnum):
    """Where a referral is in its life. A draft is never kept."""

    OPEN = "open"
    CLAIMED = "claimed"
    HANDED_OFF = "handed_off"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


#: A referral in one of these can still be offered for.
LOOKING = frozenset({Status.OPEN, Status.CLAIMED})
#: A referral in one of these has a card in the channel, when the channel was asked.
LIVE = LOOKING | {Status.HANDED_OFF}


class Urgency(StrEnum):
    """How soon the client needs somebody."""

    ROUTINE = "routine"
    SOON = "soon"
    THIS_WEEK = "this_week"


class Audience(StrEnum):
    """Whom the referrer asks."""

    CHANNEL = "channel"  # the channel and the best three
    BEST = "best"  # the best three only
    NOBODY = "nobody"  # just names: nothing is stored


class Kind(StrEnum):
    """What a person is to the workspace; only a full user can be a member."""

    FULL = "full"
    GUEST = "guest"
    EXTERNAL = "external"  # of another workspace, in a shared channel
    BOT = "bot"
    GONE = "gone"  # deactivated


class Standing(StrEnum):
    """What a claim is worth now."""

    HOLDER = "holder"
    BACKUP = "backup"
    CHOSEN = "chosen"
    RELEASED = "released"
    LET_GO = "let_go"


#: A claim with one of these still counts as an offer.
STANDING_OFFER = frozenset({Standing.HOLDER, Standing.BACKUP})


class Means(StrEnum):
    """How an offer was made; one made by reaction can be taken back by reaction."""

    REACTION = "reaction"
    BUTTON = "button"


class Willing(StrEnum):
    """The answer to "Would you be glad to see this on your calendar?"."""

    UNASKED = "unasked"
    GLAD = "glad"
    AS_BACKUP = "as_backup"


class Answer(StrEnum):
    """What became of an invitation. The referrer sees every "no" as "passed" and never why."""

    ASKED = "asked"
    OFFERED = "offered"
    NOT_A_FIT = "not_a_fit"
    FULL = "full"
    MAY_KNOW = "may_know"
    LEFT = "left"  # they are a member no more


#: The answers that say no.
PASSED = frozenset({Answer.NOT_A_FIT, Answer.FULL, Answer.MAY_KNOW})


class Outcome(StrEnum):
    """How a hand-off went, as one of the two sides tells it."""

    BOOKED = "booked"
    WAITING = "waiting"
    COULD_NOT_CONNECT = "could_not_connect"
    NOT_A_FIT = "not_a_fit"
    WENT_ELSEWHERE = "went_elsewhere"
    NO_ROOM = "no_room"
    UNDISCLOSED = "undisclosed"


#: After these the client still needs somebody.
STILL_LOOKING = frozenset({Outcome.NOT_A_FIT, Outcome.NO_ROOM})


class Membership(StrEnum):
    """Who counts as a member of the collective."""

    CHANNEL = "channel"  # full users who are in the referral channel
    WORKSPACE = "workspace"  # every full user


@dataclass(frozen=True)
class Collective:
    """One Slack workspace that runs the exchange, and what its admin chose in `/refer setup`.

    Attributes:
        id: opaque; owns every other row.
        team_id: Slack's id of the workspace.
        channel_id: the referral channel; "" until the exchange has been set up.
        membership: who counts as a member.
        hours: the practice hours.
        person_id: the member who is told when nobody answers; "" until chosen.
        extra_admin_id: the one more member who may change the set-up; "" when nobody was named.
        outside_options: where a client can turn when no colleague answers, in the admin's words.
        crisis_resources: whom to call when somebody is in danger now, in the admin's words; "" for the usual lines.
        local_words: what the privacy check need not ask about here, and what it watches for.
        watches_channel: whoever types something identifying into the channel by hand is told so, privately.
        posts_weekly: the channel reads once a week what is worth knowing of each other, where they are enough.
        own_terms: what it added to the vocabulary, areas included.
    """

    id: str
    team_id: str
    channel_id: str = ""
    membership: Membership = Membership.CHANNEL
    hours: PracticeHours = field(default_factory=PracticeHours)
    person_id: str = ""
    extra_admin_id: str = ""
    outside_options: str = ""
    crisis_resources: str = ""
    local_words: LocalWords = field(default_factory=LocalWords)
    watches_channel: bool = False
    posts_weekly: bool = True
    own_terms: tuple[OwnTerm, ...] = ()

    @property
    def is_set_up(self) -> bool:
        return bool(self.channel_id)

    @property
    def known_words(self) -> LocalWords:
        """Its local words, and its own terms among the allowed; an area stays a place, and is asked about."""
        terms = (term.label for term in self.own_terms if term.kind != "area")
        return replace(self.local_words, allowed=(*self.local_words.allowed, *terms))


@dataclass(frozen=True)
class Member:
    """A person of the workspace as the exchange knows them; a member once `counts` says so.

    Attributes:
        id: opaque.
        user_id: Slack's id of the person.
        name: how colleagues know them.
        time_zone: IANA name, from their Slack profile.
        kind: full user, guest, ...
        in_channel: whether they are in the referral channel.
        is_admin: owner or admin of the workspace.
        niche: what they said of their practice.
        practice_contact: how a client reaches the practice; the member's own public data.
        licence_checked_at: when an admin looked their licences up, UTC; None: they are as the member states them.
    """

    id: str
    user_id: str
    name: str
    time_zone: str = "UTC"
    kind: Kind = Kind.FULL
    in_channel: bool = True
    is_admin: bool = False
    niche: Profile = field(default_factory=lambda: Profile(""))
    practice_contact: str = ""
    licence_checked_at: datetime | None = None
    reminders: Reminders = field(default_factory=Reminders)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def working_time(self, hours: PracticeHours) -> WorkingTime:
        """When they work; `hours` are the collective's, for who keeps no others."""
        own = self.reminders
        region = region_for(self.time_zone, self.niche.licences) if own.region is None else own.region
        return WorkingTime(self.zone, own.hours or hours, own.days, region)

    def counts(self, membership: Membership) -> bool:
        """Whether this person is a member of a collective that counts by `membership`."""
        return self.kind is Kind.FULL and (self.in_channel or membership is Membership.WORKSPACE)


@dataclass(frozen=True)
class Referral:
    """One de-identified request: what therapist is needed, never who the client is.

    Attributes:
        form_id: the id of the form that made it; a form makes at most one referral.
        kept_from: ids of the people who may know the client; naming any removes the channel.
        revision: counts the changes, from 0 for a draft; a card that shows an older one is out of date.
        vouched: what the check took words of the note for, of which the referrer said that they identify nobody:
            a kind for each word, never the word.
    """

    id: str
    collective_id: str
    referrer_id: str
    form_id: str
    need: Need
    urgency: Urgency
    audience: Audience
    posted_at: datetime
    kept_from: frozenset[str] = frozenset()
    status: Status = Status.OPEN
    revision: int = 0
    vouched: tuple[str, ...] = ()

    @property
    def asks_channel(self) -> bool:
        """Whether the referral has a card in the channel."""
        return self.audience is Audience.CHANNEL and not self.kept_from


@dataclass(frozen=True)
class Claim:
    """A member's offer to take a referral.

    Attributes:
        place: the order of the offers; the lowest is first.
        conflicts: what the offer conflicts with among what the member stated, as codes of `bot.matching.Conflict`.
        confirmed: the member said that they can take it all the same; True when nothing conflicts.
        before: what the claim was when a choice or a withdrawal let it go, so that an undo can give it back.
    """

    id: str
    member_id: str
    standing: Standing
    place: int
    means: Means
    offered_at: datetime
    conflicts: Sequence[str] = ()
    confirmed: bool = True
    willing: Willing = Willing.UNASKED
    before: Standing | None = None

    @property
    def stands(self) -> bool:
        return self.standing in STANDING_OFFER


@dataclass(frozen=True)
class Invitation:
    """A member who was asked by DM, why, and what they answered."""

    member_id: str
    invited_at: datetime
    reasons: Sequence[str] = ()
    answer: Answer = Answer.ASKED


@dataclass(frozen=True)
class Report:
    """How a hand-off went, as one side told it. Every report is kept; the newest of each side counts.

    Attributes:
        claim_id: the claim of the colleague who was chosen, so that a later hand-off is another story.
    """

    member_id: str
    outcome: Outcome
    at: datetime
    claim_id: str


@dataclass(frozen=True)
class ReferralState:
    """A referral with all that hangs on it: what one move reads and writes."""

    referral: Referral
    claims: Sequence[Claim] = ()
    invitations: Sequence[Invitation] = ()
    reports: Sequence[Report] = ()

    @property
    def status(self) -> Status:
        return self.referral.status

    @property
    def line(self) -> Sequence[Claim]:
        """The standing offers, holder first, then the backups in the order in which they would be called."""
        return sorted(
            (claim for claim in self.claims if claim.stands),
            key=lambda c: (
                c.standing is not Standing.HOLDER,
                not c.confirmed,
                c.willing is Willing.AS_BACKUP,
                c.place,
            ),
        )

    @property
    def holder(self) -> Claim | None:
        return next((claim for claim in self.claims if claim.standing is Standing.HOLDER), None)

    @property
    def chosen(self) -> Claim | None:
        return next((claim for claim in self.claims if claim.standing is Standing.CHOSEN), None)

    @property
    def awaits_an_answer(self) -> bool:
        """Whether somebody who was asked has yet to answer."""
        return any(invitation.answer is Answer.ASKED for invitation in self.invitations)

    def offer_of(self, member_id: str) -> Claim | None:
        """The member's standing offer, or None."""
        return next((claim for claim in self.claims if claim.member_id == member_id and claim.stands), None)

    def invitation_of(self, member_id: str) -> Invitation | None:
        return next((i for i in self.invitations if i.member_id == member_id), None)

    def reports_on(self, claim: Claim) -> Mapping[str, Report]:
        """The newest report of each side on the hand-off to the colleague with this claim, by member id."""
        told = sorted(self.reports, key=lambda report: report.at)
        return {report.member_id: report for report in told if report.claim_id == claim.id}

    def with_claim(self, claim: Claim) -> ReferralState:
        """The state with `claim` added, or put in the place of the claim that has its id."""
        others = tuple(c for c in self.claims if c.id != claim.id)
        return replace(self, claims=(*others, claim))

    def with_invitation(self, invitation: Invitation) -> ReferralState:
        """The state with `invitation` added, or put in the place of the member's earlier one."""
        others = tuple(i for i in self.invitations if i.member_id != invitation.member_id)
        return replace(self, invitations=(*others, invitation))

    def with_status(self, status: Status) -> ReferralState:
        return replace(self, referral=replace(self.referral, status=status))
