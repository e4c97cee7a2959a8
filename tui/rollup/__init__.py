"""Micro-data brought in as figures."""
