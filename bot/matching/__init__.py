"""Who fits a referral, and why: the vocabulary, the ranking and its reasons.

Pure: it reads nothing but its own word list.
"""

from bot.matching import vocabulary
from bot.matching.values import Licence, LicenceScope, Match, Need, Opening, OpeningKind, Profile

__all__ = [
    "Licence",
    "LicenceScope",
    "Match",
    "Need",
    "Opening",
    "OpeningKind",
    "Profile",
    "vocabulary",
]
