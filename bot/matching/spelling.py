"""When two spellings are the same word to a reader: case, accents, apostrophes, hyphens and plurals are forgiven."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def plain(text: str) -> str:
    """`text` in lower-case words without accents or apostrophes, with single spaces between them."""
    decomposed = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    letters = "".join(c for c in decomposed if not unicodedata.combining(c) and c not in "'’")
    return re.sub(r"[\W_]+", " ", letters).strip()


@lru_cache(maxsize=32_768)  # a collective's statements hold the same few thousand words again and again
def stem(word: str) -> str:
    """The word without its case, its possessive and its plural ending."""
    plain_word = word.casefold().replace("’", "'").removesuffix("'s").replace("'", "")
    if len(plain_word) > 4 and plain_word.endswith("ies"):
        return plain_word[:-3] + "y"
    if len(plain_word) > 3 and plain_word.endswith("s") and not plain_word.endswith(("ss", "us", "is")):
        return plain_word[:-1]
    return plain_word
