"""The state that a place is in: a referral may name the state, and the town or zip code may not stand in it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from bot.matching import vocabulary
from bot.privacy.reading.lexicon import unseal
from bot.privacy.reading.normalise import normalise

_SEAL = "a79aaaf0e86c9f3209407a68ced042724c42b766456fd7ce0aa56c5e51d54725"  # data/town_states.txt.xz, SHA-256
# The first three digits of a zip code, from the first to the last that a state has (US Postal Service, L002).
_ZIP_PREFIXES = """AL 350-369, AK 995-999, AZ 850-865, AR 716-729, CA 900-961, CO 800-816, CT 060-069, DE 197-199,
    DC 200-200 202-205, FL 320-349, GA 300-319 398-399, HI 967-968, ID 832-838, IL 600-629, IN 460-479, IA 500-528,
    KS 660-679, KY 400-427, LA 700-714, ME 039-049, MD 206-219, MA 010-027 055-055, MI 480-499, MN 550-567, MS 386-397,
    MO 630-658, MT 590-599, NE 680-693, NV 889-898, NH 030-038, NJ 070-089, NM 870-884, NY 100-149, NC 270-289,
    ND 580-588, OH 430-459, OK 730-732 734-749, OR 970-979, PA 150-196, RI 028-029, SC 290-299, SD 570-577, TN 370-385,
    TX 733-733 750-799 885-885, UT 840-847, VT 050-054 056-059, VA 201-201 220-246, WA 980-994, WV 247-268, WI 530-549,
    WY 820-831"""
_ZIP = re.compile(r"(?<!\d)(\d{3})\d{2}(?:-\d{4})?(?!\d)")
# Codes that are everyday words as well stand for a state only behind a comma.
_CODES = r"A[KLRZ]|C[AOT]|D[CE]|FL|GA|I[ADL]|K[SY]|LA|M[ADINOST]|N[CDEHJMVY]|OH|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"
_NAMED = re.compile(rf"(?<!\ba\s)(?<!\bthe\s)\b(?:{_CODES})\b|(?<=,\s)(?:HI|IN|ME|OK|OR)\b")
_NAMED_SMALL = re.compile(r"(?<=\bin\s)(?:az|ca|fl|nc|nj|nm|nv|ny|tn|tx|ut|va|wa|wi)\b(?!\s(?:for|since|w/|with)\b)")
_SHORT = {"nyc": "NY", "dfw": "TX", "atx": "TX", "philly": "PA", "htx": "TX"}
_BESIDE = re.compile(
    rf"[\s,]{{1,3}}(?P<code>(?:{_CODES}|HI|IN|ME|OK|OR)\b|(?i:az|ca|fl|nc|nj|nm|nv|ny|tn|tx|ut|va|wa|wi)\b"
    rf"|(?i:{_CODES})(?=[,.;)]|$))"
)


def read_towns(folder: Traversable) -> dict[str, str]:
    """The state of each town whose name, said alone, means that state, from the list in `folder`.

    Raises:
        PrivacyDataError: the list is missing, unreadable or not the sealed one.
    """
    return {town: line[:2] for line in unseal(folder, "town_states", _SEAL) for town in line[3:].split(",")}


@cache
def _towns() -> dict[str, str]:
    return read_towns(files("bot.privacy") / "data")


@cache
def _zips() -> dict[str, str]:
    spans = ((state, span.split("-")) for state, *all_of in map(str.split, _ZIP_PREFIXES.split(",")) for span in all_of)
    return {f"{prefix:03}": state for state, (first, last) in spans for prefix in range(int(first), int(last) + 1)}


@cache
def _full_names() -> re.Pattern[str]:
    names = sorted((term.label for term in vocabulary.terms("state")), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


def state_of(place: str, after: str) -> str:
    """The code of the state that `place` is in, "" when the words alone leave that open.

    Args:
        place: a town or a zip code; a town's name must mean one state to nearly everybody.
        after: what stands behind it: ", TX" settles it.

    Raises:
        PrivacyDataError: the list of towns is missing or damaged.
    """
    if beside := _BESIDE.match(after):
        return beside["code"].upper()
    if named := _full_names().match(after.lstrip(" ,")) or _full_names().search(place):
        return vocabulary.lookup("state", named.group()) or ""
    if digits := _ZIP.search(place):
        return _zips().get(digits[1], "")
    plain = " ".join(re.sub(r"[^a-z' ]", " ", normalise(place).text.lower().replace(".", "")).split())
    towns = _towns()
    return _SHORT.get(plain) or towns.get(plain) or towns.get(re.sub(r"^st ", "saint ", plain)) or ""


def states_in(text: str) -> list[str]:
    """The codes of the states that `text` names, in order."""
    found = {match.start(): match.group() for match in _full_names().finditer(text)}
    shouted = text.isupper() and len(text.split()) > 2
    codes = _NAMED_SMALL.finditer(text) if shouted else (*_NAMED.finditer(text), *_NAMED_SMALL.finditer(text))
    found |= {match.start(): match.group() for match in codes}
    return [code for _, name in sorted(found.items()) if (code := vocabulary.lookup("state", name))]
