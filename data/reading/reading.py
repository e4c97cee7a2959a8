"""The options of a person for reading a file."""

from core.frozen import frozen


@frozen
class Reading:
    """Empty options are recognised. `sheet` names parts of a file: sheets of a workbook, files of an archive, cubes.

    Several are separated by commas, and a pattern such as 20* stands for all names that match it.
    """

    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    header_line: int = 0
