"""The result of an import as JSON, for scripts: counts, new and changed figures, refused rows with their lines."""

import json
from dataclasses import asdict

from core.importing.plan import Plan
from data.trail import Committed
from tui.imports.files import Planned

FIGURE = ("unit", "indicator", "period", "vintage", "value", "status", "qualifier", "source", "line")
OLD = ("old_value", "old_status", "old_vintage")
CELL = ("unit", "indicator", "period")
COUNTS = ("new", "changed", "removed", "unchanged", "refused", "notes", "empty")


def report_text(planned: Planned, saved: Committed | None) -> str:
    """The report. `saved` is the step in the trail, null where nothing was written."""
    files = [_file(plan) for plan in planned.plans]
    counts = [_counts(plan) for plan in planned.plans]
    totals = {name: sum(count[name] for count in counts) for name in COUNTS}
    step = {"number": saved.number, "time": saved.time, "title": str(saved.edit)} if saved else None
    broken = [
        {"rule": breach.rule.code, "severity": breach.rule.severity, **dict(zip(CELL, breach.cell[1:], strict=True))}
        for breach in planned.broken
    ]
    metadata = [str(line) for line in planned.metadata]
    report = {"saved": step, **totals, "broken": broken, "metadata": metadata, "files": files}
    return json.dumps(report, ensure_ascii=False, indent=2)


def _counts(plan: Plan) -> dict[str, int]:
    frames = {name: getattr(plan, name).height for name in ("new", "changed", "removed", "unchanged")}
    return {**frames, "refused": len(plan.refused), "notes": len(plan.notes), "empty": plan.empty}


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
        "new": plan.new.select(FIGURE).to_dicts(),
        "changed": plan.changed.select(*FIGURE, *OLD).to_dicts(),
        "removed": plan.removed.select(FIGURE[:-1]).to_dicts() if plan.removed.height else [],
        "refused": [asdict(row) for row in plan.refused],
        "notes": [asdict(row) for row in plan.notes],
        "findings": [asdict(finding) for finding in plan.findings],
    }
