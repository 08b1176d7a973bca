"""What Slack is: its people, conversations, forms and limits, and the rules that hold them."""
