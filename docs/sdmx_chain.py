"""From an SDMX service to a checked workbook and its report, again whenever the service has something new.

python docs/sdmx_chain.py https://sdmx.example.org/rest/data/JX,DF_CITY,1.0/A.. FOLDER
"""

import sys
from pathlib import Path

from tui.command_line import main

RULES = Path(__file__).with_name("sdmx_rules.toml")


def chain(address: str, folder: Path) -> int:
    """Make the workbook or renew it, check it by the rules, and write its report and its figures as SDMX.

    The exit code is the first that is not 0: 1 where a figure breaks a rule, 2 where the service gives no data. The
    report is also written where rules are broken, as it is what says which.
    """
    folder.mkdir(parents=True, exist_ok=True)
    workbook = folder / "figures.jingdex"
    first = [["import", workbook, address, "--yes", "--strict"], ["rules", "load", workbook, RULES]]
    again = [["pull", workbook, "--yes", "--reason", "the service's newest"]]
    for step in again if workbook.exists() else [["new", workbook], *first]:
        if code := main([str(word) for word in step]):
            return code
    checked = main(["check", str(workbook)])
    written = [
        main(["report", str(workbook), str(folder / "report.html"), "--force"]),
        main(["export", str(workbook), str(folder / "figures.xml"), "--force"]),
    ]
    return checked or max(written)


if __name__ == "__main__":
    sys.exit(chain(sys.argv[1], Path(sys.argv[2])))
