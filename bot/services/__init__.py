"""One function per move: lock, read, decide, save, in one short transaction. A service never speaks to Slack."""
