"""Each unit under the weights that suit it best, beside its rank."""

from core.audit.assumptions import from_one
from core.audit.frontier import frontier
from tui.tables.of_node import audit_table
from tui.tables.spec import numbers, texts, truths, wholes

TABLE = audit_table(
    "Efficiency frontier",
    (
        *texts("unit"),
        *wholes("rank"),
        *numbers("score", "efficiency"),
        *wholes("efficiency_rank", "gained"),
        *truths("efficient"),
    ),
    lambda scored, node, period, newest: frontier(scored, node, period, from_one(scored, newest)),
    of=("node", "period"),
)
