"""What a member is told of their own niche: how it reads, and what it lacks."""
