"""What the ranking finds and how fast it is, with BM25 and the nearest rival's idea beside it.

    python -m tests.benchmarks.matching [FOLDER ...] [--show N]

A folder holds members.jsonl and needs.jsonl, in the format of `tuned/` here or with the labels of a directory and
graded answers. It gates nothing.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.benchmarks.matching import quality, samples, speed, spreading


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="*", type=Path, help="folders of JSON lines, measured as well")
    options.add_argument("--show", type=int, default=0, help="show so many of the worst, never of what is held out")
    chosen = options.parse_args()
    own = samples.own()
    for sample in (*own, *map(samples.load, chosen.folders)):
        quality.report(sample, chosen.show)
        spreading.report(sample)
    speed.report(own[0])


if __name__ == "__main__":
    main()
