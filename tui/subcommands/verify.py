"""`jingdex verify`: whether the trail is whole, and every number what it comes to."""

from argparse import Namespace

from data.proof import Proof
from tui.subcommands.output import complain, write


def run(arguments: Namespace) -> int:
    """Print the count of edits and the newest seal, or each fault; 1 where there is one."""
    proof = Proof(arguments.workbook, arguments.seal)
    for fault in proof.faults:
        complain(fault)
    if not proof.faults:
        write(f"{proof.edits} edits, each as it was saved; every number is what they come to\nseal {proof.seal}\n")
    return 1 if proof.faults else 0
