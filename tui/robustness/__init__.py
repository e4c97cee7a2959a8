"""Robustness of ranks under other choices."""
