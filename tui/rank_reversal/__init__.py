"""Rank reversal on the screen: units that come and go, pairs alone, combinations of steps."""
