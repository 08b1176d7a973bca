"""Whose public holidays a person keeps: what can be chosen, what is taken until they choose, and the days themselves.

A region is a country by its ISO 3166-1 code ("US"), or a part of one by its ISO 3166-2 code ("US-TX").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.matching import Licence

_UNITED_STATES = "US"
#: The countries whose parts can be chosen; those come first in which most members are.
_IN_PARTS = ("US", "CA", "AU", "CH", "DE", "GB")
#: A part's own code is no longer than this by ISO 3166-2; what the calendars name at greater length is a town.
_LONGEST_PART = 3
#: What a calendar has though offices stay open. In Texas state agencies keep enough people on duty on their "state
#: holidays", and the last two are for who asks for them (Texas Government Code 662.003 and 662.004).
_OPEN = {
    "US-TX": {
        "Confederate Memorial Day",
        "Texas Independence Day",
        "San Jacinto Day",
        "Lyndon Baines Johnson Day",
        "Cesar Chavez Day",
        "Good Friday",
    }
}

# The calendars take a tenth of a second to import, which nothing that asks for no holiday need wait for.


@cache
def regions() -> Mapping[str, str]:
    """The names of all regions that can be chosen, by their codes, in the order in which to show them."""
    from holidays.registry import COUNTRIES

    names = dict(_rows("iso3166.tab"))
    known = {code for _, code, *_ in COUNTRIES.values()} & set(names)
    rest = sorted(known - set(_IN_PARTS), key=names.__getitem__)
    return {code: name for country in (*_IN_PARTS, *rest) for code, name in _with_parts(country, names[country])}


def region_for(time_zone: str, licences: Sequence[Licence]) -> str:
    """The region of somebody who has not chosen one.

    Args:
        time_zone: IANA name.
        licences: theirs, the main one first.

    Returns:
        In the United States the state of the first licence; elsewhere, and without one, the country of the time zone.
        "" where that is of no country ("UTC").
    """
    country = _countries().get(time_zone, "")
    return f"{country}-{licences[0].state}" if country == _UNITED_STATES and licences else country


@lru_cache(maxsize=1024)
def public_holidays(region: str, year: int) -> frozenset[date]:
    """The days of `year` on which offices in `region` close, those included that are kept for a day of the weekend.

    Returns:
        Nothing for "" and for what is no region.
    """
    if not region:
        return frozenset()
    import holidays

    country, _, part = region.partition("-")
    try:
        calendar = holidays.country_holidays(country, part or None, year, categories=holidays.PUBLIC)
    except NotImplementedError:  # no such country, or no such part of it
        return frozenset()
    open_on = _OPEN.get(region, set())
    return frozenset(day for day in calendar if not open_on.issuperset(calendar.get_list(day)))


def _with_parts(code: str, name: str) -> Iterator[tuple[str, str]]:
    yield code, name
    if code in _IN_PARTS:
        import holidays

        called = holidays.country_holidays(code).get_subdivision_aliases()
        parts = {part: names[0] for part, names in called.items() if names and len(part) <= _LONGEST_PART}
        for part in sorted(parts, key=parts.__getitem__):
            yield f"{code}-{part}", f"{parts[part]}, {name}"


@cache
def _countries() -> Mapping[str, str]:
    """The country of each time zone, also by the names that zones had before."""
    countries = {zone: code for code, _, zone, *_ in _rows("zone.tab")}
    links = [row.split() for row in _read("tzdata.zi").splitlines() if row.startswith("L ")]
    return {old: countries[new] for _, new, old in links if new in countries} | countries


def _rows(table: str) -> Iterator[list[str]]:
    return (row.split("\t") for row in _read(table).splitlines() if not row.startswith("#"))


def _read(name: str) -> str:
    """A file of the time zone database."""
    return resources.files("tzdata.zoneinfo").joinpath(name).read_text("utf-8")
