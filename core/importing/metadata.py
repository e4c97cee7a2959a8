"""Tables without figures, which describe units and indicators."""

from core.importing.code_names import is_code_names, naming
from core.importing.coin import is_coin_metadata, metadata_edit
from core.importing.name_table import is_name_table, renaming
from core.importing.table import ForeignTable
from core.importing.world_bank import is_world_bank, world_bank_edit
from core.workbook.edit import CompositeEdit
from core.workbook.workbook import Workbook


def is_metadata(table: ForeignTable) -> bool:
    """Whether a table describes units and indicators, and holds no figures."""
    return is_coin_metadata(table) or is_name_table(table) or is_world_bank(table) or is_code_names(table)


def described(table: ForeignTable, workbook: Workbook, code: str) -> CompositeEdit:
    """The edit of such a table; a method in it gets the code. Raises BadEntry, MethodError."""
    if is_code_names(table):
        return naming(table, workbook)
    if is_name_table(table):
        return renaming(table, workbook)
    return world_bank_edit(table, workbook) if is_world_bank(table) else metadata_edit(table, workbook, code)
