"""Phrases as therapists type them, of danger that is there now and of none; each file says for what it was used."""

from __future__ import annotations

from pathlib import Path


def _read(name: str, mark: str) -> tuple[str, ...]:
    lines = (Path(__file__).parent / "danger" / name).read_text(encoding="utf-8").splitlines()
    return tuple(line[2:] for line in lines if line.startswith(f"{mark} "))


PRESENT, ABSENT = _read("tuned.txt", "!"), _read("tuned.txt", "-")
PRESENT_HELD_OUT, ABSENT_HELD_OUT = _read("held_out.txt", "!"), _read("held_out.txt", "-")
PRESENT_OTHERWISE, ABSENT_OTHERWISE = _read("other_voice.txt", "!"), _read("other_voice.txt", "-")
PRESENT_THIRD, ABSENT_THIRD = _read("third_voice.txt", "!"), _read("third_voice.txt", "-")
PRESENT_BLIND, ABSENT_BLIND = _read("blind_tuned.txt", "!"), _read("blind_tuned.txt", "-")
PRESENT_BLIND_HELD_OUT, ABSENT_BLIND_HELD_OUT = _read("blind_held_out.txt", "!"), _read("blind_held_out.txt", "-")
