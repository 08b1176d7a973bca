"""What the app calls and answers: the Web API and the addresses of answers."""
