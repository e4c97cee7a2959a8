"""Cluster statistics: where industries sit, how special regions are, and why their size changed."""
