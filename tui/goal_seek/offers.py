"""What the line of a goal offers: tiers and periods, or nodes, ranks and scores."""

from collections.abc import Sequence

from core.words import marked
from core.workbook.new_place import following_period
from core.workbook.workbook import Workbook
from tui.frame.choices import Choices, Option
from tui.frame.offers import entries, other_periods, words
from tui.grid.wording import Wording

KINDS = marked({"rank": "the rank to reach", "score": "the score to reach"})


def values(workbook: Workbook, unit: str, indicator: str, wording: Wording, *, is_cluster: bool) -> Choices:
    """A tier, if it is of a cluster, then the period by which it or a value is reached."""
    tiers = entries({tier.code: tier for tier in workbook.tiers}, wording) if is_cluster else []

    def offered(text: str) -> tuple[int, Sequence[Option]]:
        what, by, _ = text.rpartition(" by " if " by " in text else "到 ")
        if by:
            following = following_period(workbook, unit, indicator)
            return len(what) + len(by), words(filter(None, (following, *other_periods(workbook, unit, indicator))))
        return (0, tiers) if " " not in text.strip() else (len(text), ())

    return Choices("goal", offered, "free")


def scores(nodes: Sequence[str], count: int, workbook: Workbook, wording: Wording) -> Choices:
    """A rank among so many units, or a score, of the index or of a node that is named before it."""
    kinds = [Option(code, wording.word(text)) for code, text in KINDS.items()]
    named = [Option(code, wording.name(entry) if (entry := workbook.indicators.get(code)) else "") for code in nodes]

    def offered(text: str) -> tuple[int, Sequence[Option]]:
        start = text.rfind(" ") + 1
        match text[:start].split():
            case [*_, "rank"]:
                return start, words(str(rank) for rank in range(1, count + 1))
            case []:
                return start, [*kinds, *named]
            case [node] if node in nodes:
                return start, kinds
            case _:
                return len(text), ()

    return Choices("goal", offered, "free")
