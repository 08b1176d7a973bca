"""A simulated year of a collective: invented people, the real services, storage and delivery, and what they promised."""
