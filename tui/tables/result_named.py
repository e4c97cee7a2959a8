"""The result of the method that a command line names."""

from collections.abc import Mapping

from core.method.errors import MethodError
from core.method.run import Failure, Scored
from core.words import in_words, labelled, marked
from tui.cli.arguments import BadUse

NO_METHOD = marked("This workbook has no method yet: load one with `jingdex method load`.")


def result_named(methods: Mapping[str, Scored | Failure], name: str | None) -> Scored:
    """The result of this method, else of the first that has scores. Raises BadUse, and MethodError without scores."""
    if not methods:
        raise BadUse(NO_METHOD)
    if name not in {None, *methods}:
        raise BadUse("There is no method “{name}”: use one of {methods}.", name=name, methods=in_words(methods))
    code = name or next((name for name in methods if _has_scores(methods[name])), next(iter(methods)))
    result = methods[code]
    if isinstance(result, Failure):
        raise MethodError(labelled(code, result.sentence))
    if not result.nodes:
        raise MethodError("{code} gives no scores: add an aggregation as its last step.", code=code)
    return result


def _has_scores(result: Scored | Failure) -> bool:
    return isinstance(result, Scored) and bool(result.nodes)
