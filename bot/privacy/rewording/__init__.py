"""How a text could be without what was found in it, and how a note says what therapist is needed."""
