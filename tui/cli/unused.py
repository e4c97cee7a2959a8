"""Options that would do nothing beside others: each is refused with what it is for."""

from argparse import Namespace
from collections.abc import Mapping

from core.words import gettext, marked
from tui.cli.arguments import BadUse

NO_NAMES = {"language": marked("CSV and JSON hold codes here, which are the same in every language")}
NOT_GIVEN: tuple[object, ...] = (None, "", False, [])
DEFAULTS = {"format": "table"}
"""What options are where they are not given; as a rule nothing."""
TO_TRAIL = marked("it goes into the trail, and nothing is saved")


def refuse_unused(arguments: Namespace, unused: Mapping[str, str]) -> None:
    """Raise BadUse for an option that is given and of no use here; `unused` says of each what it is for."""
    for name, purpose in unused.items():
        if getattr(arguments, name) not in (*NOT_GIVEN, DEFAULTS.get(name)):
            raise BadUse(
                "--{option} does nothing here: {purpose}.", option=name.replace("_", "-"), purpose=gettext(purpose)
            )


def refuse_unsaved(arguments: Namespace) -> None:
    """Raise BadUse where a reason is given and nothing is saved, or two places to save in."""
    if arguments.keep and arguments.scenario:
        raise BadUse("--keep and --scenario both say where to save: give one of them.")
    if not (arguments.keep or arguments.scenario):
        refuse_unused(arguments, {"reason": gettext("it goes into the trail with --keep or --scenario")})
