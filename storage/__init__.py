"""What the exchange remembers. All SQL stands in this room; what leaves it are the frozen values of the rules."""
