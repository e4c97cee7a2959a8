"""Periods in the forms that a workbook shows: its own, else those of the last files."""

from collections.abc import Mapping

from core.workbook.period_forms import forms_from_examples, in_form, stored_forms
from core.workbook.workbook import Workbook


def period_forms(workbook: Workbook) -> Mapping[str, str]:
    """The forms in which a workbook shows periods, by their length: its own, else those of the last files."""
    of_files = dict(form for mapping in workbook.mappings.values() for form in stored_forms(mapping.layout).items())
    return {**of_files, **forms_from_examples(workbook.about.period_form)}


def shown_period(text: str, workbook: Workbook) -> str:
    """A period in the form that the workbook shows for its length."""
    return in_form(text, period_forms(workbook))
