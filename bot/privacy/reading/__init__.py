"""How a text is read: one spelling, its words, and what the word lists say of them."""
