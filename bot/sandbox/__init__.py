"""The practice workspace: a stand-in for Slack on this machine, which speaks Slack's own protocol to an app."""
