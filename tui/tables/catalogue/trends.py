"""Every series under every trend: where it stands, its slope, and its way to the target."""

from types import SimpleNamespace

from tui.tables.sections import trend_section
from tui.tables.spec import TableSpec, numbers, texts, truths, wholes

TABLE = TableSpec(
    "Trends",
    (
        *texts(
            "trend=trend.code",
            "trend_name=trend.name",
            "unit=row.unit.code",
            "unit_name=row.unit.name",
            "indicator=row.indicator.code",
            "indicator_name=row.indicator.name",
        ),
        *wholes("direction=row.indicator.direction"),
        *texts("period=row.newest.period", "vintage=row.newest.vintage"),
        *numbers("value=row.newest.value"),
        *texts(
            "measure=row.indicator.measure",
            "status=row.newest.status",
            "qualifier=row.newest.qualifier",
            "since=row.since",
        ),
        *numbers("change=row.change"),
        *truths("change_is_points=row.change_is_points"),
        *wholes("turn=row.turn"),
        *numbers("cagr_percent=row.cagr", "points_a_year=row.points_a_year"),
        *texts("change_status=row.status"),
        *wholes("compared=row.used"),
        *numbers("slope_a_year=row.slope"),
        *wholes("mann_kendall_s=row.test.s"),
        *numbers("mann_kendall_z=row.test.z", "mann_kendall_p=row.test.p", "kendall_tau=row.test.tau"),
        *texts("target_period=row.path.target.period"),
        *numbers("target=row.path.target.value"),
        *texts("target_qualifier=row.path.target.qualifier"),
        *numbers("required_percent_a_year=row.path.required", "observed_percent_a_year=row.path.observed"),
        *truths("reached=row.path.reached", "on_track=row.path.on_track"),
        *numbers("ratio_of_newest=row.ratio.newest", "ratio_of_first=row.ratio.first"),
        *truths("ratio_agrees=row.ratio.agrees"),
        *texts("breaks=row.breaks", "source=row.newest.source", "note=row.newest.note"),
        *numbers("forecast=row.path.forecast.value"),
        *truths("forecast_reaches=row.path.forecast_reaches"),
    ),
    lambda query: (SimpleNamespace(trend=block.trend, row=row) for block in query.derived.trends for row in block.rows),
    sections=lambda query: [trend_section(query.derived, query.wording)],
    in_all=True,
)
