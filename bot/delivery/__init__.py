"""Out to Slack: sends what is due, keeps cards true, finds out what became of a doubtful post, and who people are."""
