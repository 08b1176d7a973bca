"""What a form holds before the exchange acts on it: nothing of it is kept until it is posted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.exchange.values import Audience, Urgency
from bot.matching import Constraint, Need, relaxing

#: Longest note about the therapist needed, in characters.
NOTE_LIMIT = 300
#: Longest ideal-client statement, in characters; two sentences need no more.
STATEMENT_LIMIT = 600
#: The most concerns, and the most states, that one referral asks for.
CONCERN_LIMIT = 3
STATE_LIMIT = 2


@dataclass(frozen=True)
class Draft:
    """A referral as its form holds it.

    Attributes:
        form_id: the form's own id, so that one form makes one referral however often it arrives.
        kept_from: Slack ids of the people who may know the client.
        consent: the client agreed that colleagues are asked.
        post_anyway: the referrer knows of a similar open referral of their own, and means another client.
        not_identifying: the keys (`bot.privacy.Finding.key`) of the words of which the referrer says that they
            identify nobody.
        not_now: the keys (`bot.privacy.dangers`) of the phrases of danger of which the referrer says that they tell of
            nothing that is happening now.
        told: its writer has been told that the note speaks of the client, and could speak of the therapist.
        rewritten: how often the note was written anew for its writer.
        few: the collective is so small that its form suggests to ask the best three only.
        areas_offered: the areas in which so many members have an office that one may be asked for.
        told_nobody: its writer has been told that nobody fits, so it may be posted as it is.
        given_up: the wishes that its writer gave up since, where few fit.
        editing: the id of the referral that is edited; "" for a new one.
    """

    form_id: str
    need: Need = field(default_factory=Need)
    urgency: Urgency = Urgency.ROUTINE
    audience: Audience = Audience.CHANNEL
    kept_from: frozenset[str] = frozenset()
    consent: bool = False
    post_anyway: bool = False
    not_identifying: frozenset[str] = frozenset()
    not_now: frozenset[str] = frozenset()
    told: bool = False
    rewritten: int = 0
    few: bool = False
    areas_offered: tuple[str, ...] = ()
    told_nobody: bool = False
    given_up: tuple[Constraint, ...] = ()
    editing: str = ""

    def with_note(self, note: str) -> Draft:
        """The same with another note."""
        if note == self.need.note:
            return self
        return replace(self, need=replace(self.need, note=note), rewritten=self.rewritten + 1)

    @property
    def untyped(self) -> Draft:
        """The same without its note, for calls to Slack in which nothing that was typed may travel."""
        return replace(self, need=replace(self.need, note=""))

    def without(self, wish: Constraint) -> Draft:
        """The same with a wish given up.

        Raises:
            KeyError: this is none to give up (`bot.matching.relaxing.without`).
        """
        return replace(self, need=relaxing.without(self.need, wish), given_up=(*self.given_up, wish))

    @property
    def lacks_consent(self) -> bool:
        """Whether colleagues are to be asked and the client has not agreed; an edit goes by what was agreed before."""
        return not self.consent and not self.editing and self.audience is not Audience.NOBODY

    @property
    def asks_channel(self) -> bool:
        """Whether the referral will have a card in the channel."""
        return self.audience is Audience.CHANNEL and not self.kept_from
