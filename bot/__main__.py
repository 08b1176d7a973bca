"""`python -m bot` is `exchange`."""

from bot.cli import main

main()
