"""Reasons why a figure is refused, the same wherever it comes from: typed, pasted, filled or imported."""

from core.words import marked

LARGEST = 1e60
"""Nothing measured is larger, in base units."""
TOO_LARGE = marked("“{}” is larger than anything measured: check the exponent.")
TOO_MANY_DIGITS = marked("“{}” has more digits than can be kept: write up to 15, or fewer.")
NO_LETTER = marked("“{}” is not a status letter: use one of {}.")
WITH_NUMBER = marked("{} means “{}”, which cannot stand with a number: leave out one of the two.")
NO_SHARE = marked("“{}” is a share, but {} is an amount: write the amount.")
