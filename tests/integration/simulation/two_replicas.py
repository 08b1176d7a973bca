"""The simulated year by two replicas on a PostgreSQL of its own: `make simulate` runs it beside the others.

It passes on what it is told to `exchange simulate`.
"""

from __future__ import annotations

import sys

from bot.cli import app
from tests.postgres import server


def main() -> None:
    """Start the server, tell the year, stop the server."""
    with server() as url:
        app(["simulate", "--replicas", "2", "--database", url, *sys.argv[1:]])


if __name__ == "__main__":
    main()
