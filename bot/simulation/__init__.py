"""A simulated year: invented people, the real services, storage and delivery, and a judge of what was promised."""
