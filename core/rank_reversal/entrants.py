"""The units that enter a ranking when it is tested for rank reversal, by name."""

from core.words import marked

ENTRANTS: dict[str, str] = marked(
    {
        "median": "a unit at the median of every indicator",
        "best": "a unit as good as the best in every indicator",
        "worst": "a unit as bad as the worst in every indicator",
        "beyond": "a unit better than the best by a tenth of the range in every indicator",
    }
)
"""The units that enter, each made again in every period from the units of that period."""
