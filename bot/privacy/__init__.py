"""Whether a text may identify a client, or tells of danger: read before what is typed is stored, sent or logged.

It keeps nothing.
"""

from bot.privacy.check import find_identifiers
from bot.privacy.danger.finding import Danger, dangers, find_danger
from bot.privacy.explain import explain
from bot.privacy.findings import Certainty, Finding, Kind
from bot.privacy.known import Known, LocalWords, read_phrases
from bot.privacy.reading.lexicon import PrivacyDataError
from bot.privacy.rewording.rewriting import Line, is_about_the_client, mend, rewrite, suggestion
from bot.privacy.rewording.therapist import tells_who

__all__ = [
    "Certainty",
    "Danger",
    "Finding",
    "Kind",
    "Known",
    "Line",
    "LocalWords",
    "PrivacyDataError",
    "dangers",
    "explain",
    "find_danger",
    "find_identifiers",
    "is_about_the_client",
    "mend",
    "read_phrases",
    "rewrite",
    "suggestion",
    "tells_who",
]
