"""What people do, as plain values: a deed is one press, one form or one event of Slack."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.exchange.values import Audience, Urgency
    from bot.matching import Need


#: What came of a deed, beside the reason of a refusal.
DONE, NO_BUTTON, TO_BE_CONFIRMED = "done", "no button", "to be confirmed"


@dataclass(frozen=True)
class Deed:
    """One thing that one person does.

    Attributes:
        at: UTC, calendar time.
        by: Slack's id of the person.
        what: an action id, or one of `POST`, `REACT`, `APPEAR`, `NICHE`, `HELP`, `WANT`, `SOURCE`, `PAUSE`.
        referral: the form's id of the referral that it is about, or "".
        detail: more of it, as its kind wants it.
        prompt: what made them do it, so that the same deed can be done twice.
    """

    at: datetime
    by: str
    what: str
    referral: str = ""
    detail: str = ""
    prompt: str = ""

    @property
    def key(self) -> str:
        """Its natural key."""
        return "/".join((self.by, self.what, self.referral, self.detail, self.prompt))

    @property
    def delivery_id(self) -> str:
        """What Slack would call its delivery: the same each time, so that it is done once."""
        return f"simulated-{blake2b(self.key.encode(), digest_size=16).hexdigest()}"

    def packed(self) -> str:
        return json.dumps({**asdict(self), "at": self.at.isoformat()})

    @classmethod
    def unpacked(cls, told: str) -> Deed:
        kept = json.loads(told)
        return cls(**{**kept, "at": datetime.fromisoformat(kept["at"])})


POST, REACT, APPEAR, NICHE = "post", "react", "appear", "niche"
#: They agree to be asked about the niches of colleagues, or want to know how clear their own is.
HELP, WANT = "help", "want"
#: They keep a source; `detail` is its name.
SOURCE = "source"
#: They want to hear nothing until a day, which `detail` names.
PAUSE = "pause"


@dataclass(frozen=True)
class Asking:
    """A referral as it will be asked: its `key` is the id of its form."""

    key: str
    at: datetime
    referrer: str
    need: Need
    urgency: Urgency
    audience: Audience
    kept_from: frozenset[str] = frozenset()
