"""What the app is told, and the two ways in which it reaches the app."""
