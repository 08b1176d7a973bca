"""Whether a text may identify a client: read before what is typed is stored, sent or logged. It keeps nothing."""

from bot.privacy.check import find_identifiers
from bot.privacy.explain import explain
from bot.privacy.findings import Certainty, Finding, Kind
from bot.privacy.lexicon import PrivacyDataError

__all__ = ["Certainty", "Finding", "Kind", "PrivacyDataError", "explain", "find_identifiers"]
