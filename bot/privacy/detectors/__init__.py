"""What each kind of identifier looks like in a text."""
