"""Prints figures as the docs show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def table(heading: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table in Markdown; the first cell of each row is its name, `heading` stands above those."""
    lines = [(heading, *columns), tuple("---" for _ in range(len(columns) + 1)), *rows]
    typer.echo("".join(f"| {' | '.join(cells)} |\n" for cells in lines))
