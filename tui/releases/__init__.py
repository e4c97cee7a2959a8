"""Releases and revisions."""
