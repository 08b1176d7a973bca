"""How a text is read: the vocabulary's terms in it, the concerns that it speaks of, its exact words."""
