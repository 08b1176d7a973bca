"""How the schema came to be: one file under `versions` for each step, written once and never changed."""
