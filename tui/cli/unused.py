"""Options that would do nothing beside others: each is refused with what it is for."""

from argparse import Namespace
from collections.abc import Mapping

from tui.cli.arguments import BadUse


def refuse_unused(arguments: Namespace, unused: Mapping[str, str]) -> None:
    """Raise BadUse for an option that is given and of no use here; `unused` says of each what it is for."""
    for name, purpose in unused.items():
        if getattr(arguments, name) not in (None, "", False):
            raise BadUse(f"--{name.replace('_', '-')} does nothing here: {purpose}.")


def refuse_unsaved(arguments: Namespace) -> None:
    """Raise BadUse where a reason is given and nothing is saved, or two places to save in."""
    if arguments.keep and arguments.scenario:
        raise BadUse("--keep and --scenario are two places to save in: give one of them.")
    if not (arguments.keep or arguments.scenario):
        refuse_unused(arguments, {"reason": "it goes into the trail with --keep or --scenario"})
