"""The referral exchange of a therapists' collective, as a Slack bot."""
