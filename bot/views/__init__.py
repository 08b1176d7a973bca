"""What a person sees: Block Kit and the words in it, built from plain values and nothing else."""
