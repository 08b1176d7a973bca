"""Phrases of danger that is there now."""
