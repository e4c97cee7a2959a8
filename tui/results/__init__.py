"""Scores and ranks, unit by unit."""
