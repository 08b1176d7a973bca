"""Columns of numbers, one cell for each member: what many members are weighed in at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import DTypeLike, NDArray


class Sheet:
    """Columns of one type, by any key; a cell that was never written is 0.

    Args:
        dtype: what a cell holds.
        rows: how many cells each column has.
    """

    def __init__(self, dtype: DTypeLike, rows: int) -> None:
        self._dtype = dtype
        self._rows = rows
        self._columns: dict[Hashable, NDArray[Any]] = {}

    def write(self, key: Hashable, row: int, value: float) -> None:
        """Set a cell."""
        column = self._columns.get(key)
        if column is None:
            column = self._columns[key] = np.zeros(self._rows, self._dtype)
        column[row] = value

    def column(self, key: Hashable) -> NDArray[Any]:
        """A column, for reading."""
        column = self._columns.get(key)
        return np.zeros(self._rows, self._dtype) if column is None else column

    def clear(self, row: int) -> None:
        """Set every cell of a row to 0."""
        for column in self._columns.values():
            column[row] = 0

    def grow(self, rows: int) -> None:
        """Give every column `rows` cells, which are more than it had."""
        more = rows - self._rows
        self._rows = rows
        self._columns = {
            key: np.concatenate([column, np.zeros(more, self._dtype)]) for key, column in self._columns.items()
        }
