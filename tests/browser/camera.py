"""Takes pictures of a page as people see it: on a desk and on a phone, in the light and in the dark."""

from __future__ import annotations

import base64
import struct
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import Literal

    from playwright.sync_api import Browser, Page

_TALL = 2400  # pixels; what is shown in pieces by scrolling is seen whole
_PHONE, _DESK = 390, 1200
_SHEET = (1600, 2400)
_GAP = 14
_LABEL = 20


@dataclass(frozen=True)
class Look:
    """One way to look at the page."""

    width: int
    theme: Literal["light", "dark"]

    @property
    def phone(self) -> bool:
        return self.width == _PHONE

    @property
    def name(self) -> str:
        """ "phone-dark"."""
        return f"{'phone' if self.phone else 'desk'}-{self.theme}"


LOOKS = tuple(Look(width, theme) for width in (_PHONE, _DESK) for theme in ("light", "dark"))


@contextmanager
def pages(browser: Browser, looks: Sequence[Look] = LOOKS) -> Iterator[dict[Look, Page]]:
    """A window for each look, so high that nothing in it need be scrolled."""
    with ExitStack() as stack:
        opened = {}
        for look in looks:
            context = browser.new_context(
                viewport={"width": look.width, "height": _TALL},
                color_scheme=look.theme,
                reduced_motion="reduce",
                has_touch=look.phone,
                is_mobile=look.phone,
                bypass_csp=True,  # for the captions
            )
            stack.callback(context.close)
            opened[look] = context.new_page()
        yield opened


@dataclass(frozen=True)
class _Piece:
    """A stretch of a picture on a contact sheet, in pixels of the sheet."""

    file: Path
    sheet: int
    left: int
    top: int
    from_: int
    height: int


def contact_sheets(browser: Browser, sheet: Path, pictures: Sequence[Path], columns: int) -> None:
    """Write all pictures onto as few sheets as they need, each with its name; what is taller than a sheet goes on.

    Args:
        sheet: the first one; the others are called the same with another number.
    """
    width = (_SHEET[0] - _GAP) // columns - _GAP
    pieces = list(_laid_out(pictures, columns, width))
    page = browser.new_page(viewport={"width": _SHEET[0], "height": _SHEET[1]})
    for number in range(pieces[-1].sheet + 1):
        here = "".join(_markup(piece, width) for piece in pieces if piece.sheet == number)
        page.set_content(f'<body style="margin: 0; background: #888; font: 13px sans-serif">{here}</body>')
        page.screenshot(path=sheet.with_name(f"{sheet.stem} {number + 1:02}.png"))
    page.close()


def _laid_out(pictures: Sequence[Path], columns: int, width: int) -> Iterator[_Piece]:
    """Down each column, then into the next."""
    column, top = 0, _GAP
    most = _SHEET[1] - 2 * _GAP - _LABEL
    for file in pictures:
        wide, high = _size(file)
        left_over, from_ = round(high * min(1, width / wide)), 0
        while left_over > _GAP:
            room = _SHEET[1] - top - _GAP - _LABEL
            if room < min(left_over, most):
                column, top, room = column + 1, _GAP, most
            height = min(left_over, room)
            yield _Piece(file, column // columns, _GAP + column % columns * (width + _GAP), top, from_, height)
            left_over, from_, top = left_over - height, from_ + height, top + height + _LABEL + _GAP


def _markup(piece: _Piece, width: int) -> str:
    wide, _ = _size(piece.file)
    source = f"data:image/png;base64,{base64.b64encode(piece.file.read_bytes()).decode()}"
    name = f"{piece.file.stem}{' (continued)' if piece.from_ else ''}"
    image = f'<img src="{source}" style="width: {min(width, wide)}px; margin-top: {-piece.from_}px; display: block">'
    return (
        f'<div style="position: absolute; left: {piece.left}px; top: {piece.top}px; color: #fff">{name}'
        f'<div style="height: {piece.height}px; overflow: hidden">{image}</div></div>'
    )


def _size(file: Path) -> tuple[int, int]:
    """A PNG's width and height, as its header tells them."""
    with file.open("rb") as opened:
        width, height = struct.unpack(">II", opened.read(24)[16:])
    return width, height
