"""Periods as a workbook shows them: in its own forms, else in those of the last files."""

from collections.abc import Mapping

from core.workbook.period_forms import in_form, kept_forms, said_forms
from core.workbook.workbook import Workbook


def period_forms(workbook: Workbook) -> Mapping[str, str]:
    """The forms in which a workbook shows periods, by their length: its own, else those of the last files."""
    of_files = {length: form for one in workbook.mappings.values() for length, form in kept_forms(one.layout).items()}
    return {**of_files, **said_forms(workbook.about.period_form)}


def shown_period(text: str, workbook: Workbook) -> str:
    """A period as a workbook shows it: in the form of its length, else in the workbook's own."""
    return in_form(text, period_forms(workbook))
