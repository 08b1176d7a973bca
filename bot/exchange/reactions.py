"""Which reaction is an offer."""

from __future__ import annotations

#: Names that Slack gives to the raised hand and to the person who raises one (its emoji picker, 2026).
_RAISED_HANDS = frozenset(
    {"raised_hand", "hand", "raising_hand", "woman-raising-hand", "man-raising-hand", "person_raising_hand"}
)


def is_offer(name: str, emoji: str) -> bool:
    """Whether the reaction `name` is the collective's sign for "I can take this".

    Args:
        name: as Slack sends it, perhaps with a skin tone ("raised_hand::skin-tone-3").
        emoji: the sign that the settings name; a raised hand stands for all its aliases.
    """
    bare = name.partition("::")[0]
    return bare in _RAISED_HANDS if emoji in _RAISED_HANDS else bare == emoji
