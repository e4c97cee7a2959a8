"""Every point of every index; the change between its first and last published value stands in each."""

from types import SimpleNamespace

from tui.tables.sections import index_section
from tui.tables.spec import TableSpec, numbers, texts, truths

TABLE = TableSpec(
    "Index",
    (
        *texts(
            "unit=history.unit.code",
            "unit_name=history.unit.name",
            "indicator=history.indicator.code",
            "indicator_name=history.indicator.name",
            "period=point.period",
            "vintage=point.figure.vintage",
        ),
        *numbers("value=point.figure.value"),
        *texts("measure=history.indicator.measure", "status=point.figure.status", "qualifier=point.figure.qualifier"),
        *truths("is_published=point.is_published"),
        *texts("since=point.since"),
        *numbers("change_points=point.points", "change_percent=point.percent"),
        *numbers("yearly_change_percent=point.per_year"),
        *texts("base_period=history.index.base"),
        *numbers("base_100=point.base_100"),
        *texts(
            "source=point.figure.source",
            "note=point.figure.note",
            "published_first=history.first.period",
            "published_last=history.last.period",
        ),
        *numbers("published_change_points=history.change_points", "published_change_percent=history.change_percent"),
        *numbers("published_yearly_change_percent=history.per_year"),
    ),
    lambda query: (
        SimpleNamespace(history=history, point=point) for history in query.derived.indices for point in history.points
    ),
    sections=lambda query: [index_section(history, query.wording) for history in query.derived.indices],
    in_all=True,
)
