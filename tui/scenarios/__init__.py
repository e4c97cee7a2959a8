"""Scenarios: branches of edits."""
