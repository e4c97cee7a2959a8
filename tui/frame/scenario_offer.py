"""The offer to make a scenario of an edit that nobody typed, such as a forecast or the way to a goal."""

from collections.abc import Callable

from core.scenario.scenario import offer_scenario
from core.words import gettext
from core.workbook.edit import Edit
from tui.frame.choices import whole
from tui.frame.offers import entries
from tui.frame.screen import Screen


def offer(screen: Screen, make: Callable[[], Edit], name: str) -> None:
    """Ask for the name of a scenario, begin it with an edit in it, and look at it."""
    workspace = screen.workspace

    def put(text: str) -> None:
        code, over = text.strip(), workspace.version.scenario
        edit = make()
        workspace.version.scenario = ""
        if screen.editing.do(lambda: offer_scenario(workspace.version.base, code, edit, over=over)):
            screen.body.close()
            workspace.enter(code)
            screen.draw()
            screen.notify(
                gettext(
                    "In the scenario {wording}: B leads back to the base.",
                    wording=workspace.version.name(workspace.wording),
                )
            )
        else:
            workspace.version.scenario = over

    known = whole("scenario", entries(workspace.version.base.scenarios, workspace.wording), "new")
    screen.ask(gettext("name of the scenario"), name, then=put, choices=known)
