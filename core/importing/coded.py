"""The names of units and indicators matched with those of the workbook, and their codes in the place of names."""

from collections.abc import Container, Iterable, Mapping

import polars as pl

from core.importing.choices import Choices
from core.importing.names import Match, code_of, matched
from core.words import gettext
from core.workbook.entries import Indicator, Unit
from core.workbook.figure_frame import SCHEMA
from core.workbook.workbook import Workbook


def aliases_of(workbook: Workbook, choices: Choices) -> dict[str, dict[str, str]]:
    """The meanings of spellings by kind: those remembered, and those of this import."""
    aliases: dict[str, dict[str, str]] = {"unit": {}, "indicator": {}}
    for alias in workbook.aliases:
        aliases[alias.kind][alias.text] = alias.code
    for text, target in choices.aliases.items():
        aliases["unit"][text] = aliases["indicator"][text] = target
    return aliases


def matches(
    texts: pl.Series, known: Iterable[Unit | Indicator], aliases: Mapping[str, str], certain: Container[str] = ()
) -> tuple[Match, ...]:
    """The match of each spelling with known entries; `certain` spellings are not slips."""
    counts = texts.to_frame("text").group_by("text", maintain_order=True).len()
    return tuple(matched(dict(counts.iter_rows()), known, aliases, certain))


def coded(frame: pl.DataFrame, part: str, matches: Iterable[Match], choices: Choices) -> pl.DataFrame:
    """Codes instead of names; where a name is only near a known one, `why` suggests that one."""
    rows = []
    for match in matches:
        code = match.code
        if code is None and choices.unknown == "near":
            code = match.nearest
        elif code is None and choices.unknown == "add":
            code = code_of(match.text)
        near = gettext(
            "{part} “{text}” is unknown, the nearest is {nearest}",
            part=gettext(part),
            text=match.text[:60],
            nearest=match.nearest,
        )
        why = (
            None
            if code
            else gettext(
                "{near}: accept it with --unknown near, or say --alias '{text}=…'", near=near, text=match.text[:60]
            )
        )
        rows.append((match.text, code or "", why))
    table = pl.DataFrame(rows, schema={part: pl.String, "code": SCHEMA[part], "reason": pl.String}, orient="row")
    joined = frame.join(table, on=part, how="left", maintain_order="left")
    return joined.with_columns(
        pl.col(part).alias(f"{part}_text"), pl.col("code").alias(part), why=pl.coalesce("why", "reason")
    ).drop("code", "reason")
