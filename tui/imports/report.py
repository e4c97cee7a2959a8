"""The result of an import as JSON, for scripts: counts, new and changed figures, refused rows with their lines."""

import json
from dataclasses import asdict

import polars as pl

from core.importing.plan import Plan
from core.importing.table import Refused
from data.trail import Committed
from tui.imports.files import Planned

FIGURE = ("unit", "indicator", "period", "vintage", "value", "status", "qualifier", "source", "line")
OLD = ("old_value", "old_status", "old_vintage")
CELL = ("unit", "indicator", "period")
COUNTS = ("new", "changed", "removed", "unchanged", "refused", "notes", "empty")


def report_text(planned: Planned, saved: Committed | None) -> str:
    """The report. `saved` is the step in the trail, null where nothing was written."""
    files = [_file(plan) for plan in planned.plans]
    totals = {name: sum(_counts(plan)[name] for plan in planned.plans) for name in COUNTS}
    step = {"number": saved.number, "time": saved.time, "title": str(saved.edit)} if saved else None
    broken = [
        {"rule": breach.rule.code, "severity": breach.rule.severity, **dict(zip(CELL, breach.cell[1:], strict=True))}
        for breach in planned.broken
    ]
    metadata = [str(line) for line in planned.metadata]
    whole = {"saved": step, **totals, "broken": broken, "metadata": metadata, "files": files}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _counts(plan: Plan) -> dict[str, int]:
    counts = (
        plan.new.height,
        plan.changed.height,
        plan.removed.height,
        plan.unchanged.height,
        len(plan.refused),
        len(plan.notes),
        plan.empty,
    )
    return dict(zip(COUNTS, counts, strict=True))


def _file(plan: Plan) -> dict[str, object]:
    return {
        "file": plan.name,
        "rows": plan.rows,
        "cells": plan.cells,
        "counts": _counts(plan),
        "read": list(plan.details),
        "layout": asdict(plan.layout) | {"roles": dict(plan.layout.roles), "decimal": plan.decimal},
        "columns": {column.name: column.use for column in plan.columns},
        "entries": [{"table": table, **asdict(entry)} for table, entry in plan.entries if table != "mappings"],
        "new": _figures(plan.new, FIGURE),
        "changed": _figures(plan.changed, (*FIGURE, *OLD)),
        "removed": _figures(plan.removed, FIGURE[:-1]) if plan.removed.height else [],
        "refused": _rows(plan.refused),
        "notes": _rows(plan.notes),
        "findings": [asdict(finding) for finding in plan.findings],
    }


def _figures(frame: pl.DataFrame, columns: tuple[str, ...]) -> list[dict[str, object]]:
    return frame.select(columns).to_dicts()


def _rows(some: tuple[Refused, ...]) -> list[dict[str, object]]:
    return [asdict(row) for row in some]
