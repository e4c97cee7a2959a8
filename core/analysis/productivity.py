"""Total factor productivity: the part of a region's growth that neither capital nor labour explains."""

from core.frozen import frozen


@frozen
class Residual:
    """Growth of total factor productivity in the unit of the growths given, and its share in that of output."""

    growth: float
    contribution: float | None


def solow_residual(output: float, capital: float, labour: float, capital_share: float) -> Residual:
    """g_A = g_Y - alpha g_K - (1 - alpha) g_L, contribution g_A / g_Y; null where output does not grow. (Solow 1957)

    The growths are all in one unit (per cent, or shares); `capital_share` is alpha, 0 to 1.
    """
    growth = output - capital_share * capital - (1 - capital_share) * labour
    return Residual(growth, growth / output if output > 0 else None)


def implied_output_growth(productivity: float, contribution_percent: float) -> float | None:
    """The growth of output at which a growth of productivity has this share of it: a check on published pairs."""
    return 100 * productivity / contribution_percent if contribution_percent else None
