"""The layout of a table from elsewhere: what each column means, guessed by the program and changed by hand."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Literal, TypeAlias

from core.errors import JingdexError
from core.frozen import frozen
from core.words import gettext, in_words, marked

Across: TypeAlias = Literal["none", "indicator", "period", "unit", "unit+period", "indicator+period"]

ACROSS: dict[Across, str] = marked(
    {
        "none": "one column of figures",
        "indicator": "a column for each indicator",
        "period": "a column for each period",
        "unit": "a column for each unit",
        "unit+period": "a column for each unit and period",
        "indicator+period": "a column for each indicator and period",
    }
)
"""The meaning of the headers of the columns with figures."""

ROLES: tuple[str, ...] = (
    "unit", "unit_name", "indicator", "indicator_name", "period", "measure", "mult", "printed_mult", "decimals",
    "status", "qualifier", "vintage", "source", "note", "action", "pillar",
)  # fmt: skip
"""The further roles of a column.

`mult` is the power of ten of the numbers as they stand there; `printed_mult` that in which they were printed once,
where they stand there in base units. `pillar` is the part of an index that an indicator counts towards.
"""
Dash: TypeAlias = Literal["", "missing", "zero"]
"""The meaning of a dash in place of a figure; missing by default."""
MakesIndex: TypeAlias = Literal["", "yes", "no"]
"""Whether the pillars that a file says make an index; by default those of a column or of a row of groups do."""
CONSTANT = "="
"""The sign before a constant text in place of a column's name."""
LISTED = 6
"""The number of names up to which a line lists all."""


def is_constant(name: str, columns: Collection[str]) -> bool:
    """Whether a name is a text for every row: a column may have a header that begins with the sign too."""
    return name.startswith(CONSTANT) and name not in columns


class BadLayout(JingdexError):
    """A table cannot be understood as figures."""


@frozen
class Layout:
    """The roles of the columns. A name that begins with `=` is a constant for every row.

    `values` are the columns of figures and `across` the meaning of their headers. `indicator` may be several columns,
    whose texts are joined by a point. `groups` are columns that give the group of a unit in a grouping of that name.
    """

    values: tuple[str, ...]
    across: Across = "none"
    indicator: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    groups: tuple[str, ...] = ()
    decimal: str = ""
    dash: Dash = ""
    index: MakesIndex = ""

    @classmethod
    def of_parts(cls, parts: Mapping[str, Any]) -> "Layout":
        """The layout of the parts that `asdict` and JSON make of one. Raises KeyError, TypeError or ValueError."""
        return cls(
            tuple(parts["values"]), parts["across"], tuple(parts["indicator"]),
            tuple((role, column) for role, column in parts["roles"]), tuple(parts["groups"]), parts["decimal"],
            "zero" if parts.get("dash") == "zero" else "",
            parts["index"] if parts.get("index") in {"yes", "no"} else "",
        )  # fmt: skip

    def of(self, role: str) -> str:
        """The column of a role, or nothing."""
        return dict(self.roles).get(role, "")

    def with_roles(self, roles: Mapping[str, str]) -> "Layout":
        """The layout with these columns in these roles; an empty name removes a role."""
        combined = {**dict(self.roles), **roles}
        return replace(self, roles=tuple((role, combined[role]) for role in ROLES if combined.get(role)))

    def columns(self, known: Collection[str]) -> list[str]:
        """Every column that the layout reads of a table with these columns, without constants."""
        columns_in_use = [*self.values, *self.indicator, *self.groups, *(column for _, column in self.roles)]
        return [name for name in dict.fromkeys(columns_in_use) if not is_constant(name, known)]

    def headed(self, what: str) -> "Layout":
        """The layout whose headers of figures are `units`, `indicators` or `periods`.

        The column that was assumed to say the same as the headers takes the other role of unit and indicator.
        """
        if what == "units":
            indicator = self.indicator or ((self.of("unit"),) if self.of("unit") else ())
            rest = self.with_roles({"unit": "", "unit_name": ""})
            return replace(rest, across="unit", indicator=indicator)
        if what == "indicators" and self.indicator and not self.of("unit"):
            return replace(self.with_roles({"unit": self.indicator[0]}), across="indicator", indicator=())
        return replace(self, across="indicator" if what == "indicators" else "period")

    def lines(self) -> list[str]:
        """The layout in lines for a person."""
        shown = [gettext("figures: {across} ({values})", across=gettext(ACROSS[self.across]), values=_few(self.values))]
        shown += [
            gettext("{name}: {changes}", name=gettext(role), changes=_in_words(column)) for role, column in self.roles
        ]
        if self.indicator:
            shown.append(gettext("indicator: {spoken}", spoken=gettext(" and ").join(map(_in_words, self.indicator))))
        if self.groups:
            shown.append(gettext("groups: {groups}", groups=_few(self.groups)))
        return shown


def _in_words(column: str) -> str:
    return (
        gettext("“{column}” for every row", column=column[1:])
        if column.startswith(CONSTANT)
        else gettext("column {column}", column=column)
    )


def _few(names: tuple[str, ...]) -> str:
    if len(names) <= LISTED:
        return in_words(names)
    return gettext("{names} … {last}, {count} in all", names=in_words(names[:4]), last=names[-1], count=len(names))
