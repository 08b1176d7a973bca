"""Who fits a referral, and why: the vocabulary, the ranking and its reasons.

Pure: it reads nothing but its own word list.
"""

from bot.matching import vocabulary
from bot.matching.constraints import Answer, Blocker, Conflict, Constraint, conflicts, why_nobody
from bot.matching.fitting import Asked, asked, statement_words, words_in_common
from bot.matching.ranking import Explanation, Ranker
from bot.matching.reasons import nobody
from bot.matching.values import FACETS, Licence, LicenceScope, Match, Need, Opening, OpeningKind, Profile
from bot.matching.vocabulary import OwnTerm

__all__ = [
    "FACETS",
    "Answer",
    "Asked",
    "Blocker",
    "Conflict",
    "Constraint",
    "Explanation",
    "Licence",
    "LicenceScope",
    "Match",
    "Need",
    "Opening",
    "OpeningKind",
    "OwnTerm",
    "Profile",
    "Ranker",
    "asked",
    "conflicts",
    "nobody",
    "statement_words",
    "vocabulary",
    "why_nobody",
    "words_in_common",
]
