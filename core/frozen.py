"""Frozen dataclasses with slots, made in a third of the time: a start makes a hundred of them.

`@frozen` means `@dataclass(frozen=True, slots=True)`. Python compiles six functions for each such class; here one is
compiled, `__init__`, and all classes share the others.
"""

from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

Record = TypeVar("Record")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Record]) -> type[Record]:
    """The class with the fields that it annotates; what it defines itself (`__eq__`, say) it keeps."""
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    known = fields(made)
    made.__init__ = _init(made, known)
    comparison = _comparison([one.name for one in known if one.compare])
    for name, method in (comparison | SHARED).items():
        if made.__dict__.get(name) is None:
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _init(made: Any, known: tuple[Field[Any], ...]) -> Any:  # noqa: ANN401 - a class and a function made of its fields
    """The function `__init__` of a class: it fills each slot by the slot's own descriptor."""
    names: dict[str, Any] = {"MISSING": MISSING}
    parameters, lines = ["self"], []
    for one in known:
        default, value = _default(one, names)
        if one.init:
            parameters.append(one.name + default)
        if one.init or default:
            names[f"set_{one.name}"] = getattr(made, one.name).__set__
            lines.append(f"    set_{one.name}(self, {value})")
    if hasattr(made, "__post_init__"):
        lines.append("    self.__post_init__()")
    exec("\n".join([f"def __init__({', '.join(parameters)}):", *lines, "    return None"]), names)  # noqa: S102 - of our own fields
    init = names["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__annotations__ = {one.name: one.type for one in known if one.init} | {"return": None}
    return init


def _default(one: Field[Any], names: dict[str, Any]) -> tuple[str, str]:
    """The default of a parameter, empty where there is none, and the expression of its value; both read `names`."""
    if one.default_factory is not MISSING:
        names[f"new_{one.name}"] = one.default_factory
        made = f"new_{one.name}()"
        return "=MISSING", f"{made} if {one.name} is MISSING else {one.name}" if one.init else made
    if one.default is not MISSING:
        names[f"default_{one.name}"] = one.default
        return f"=default_{one.name}", one.name if one.init else f"default_{one.name}"
    return "", one.name


def _repr(self: Any) -> str:  # noqa: ANN401 - of every frozen class, as below
    shown = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({shown})"


def _comparison(compared: Sequence[str]) -> dict[str, Callable[..., object]]:
    """The functions that compare these fields of two objects of one class."""
    values = attrgetter(*compared) if compared else type

    def equal(self: object, other: object) -> object:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    return {"__eq__": equal, "__hash__": hashed}


def _refuse_change(self: object, name: str, *_: object) -> None:
    raise FrozenInstanceError(self.__class__.__qualname__, name)


def _restore(self: object, state: tuple[None, dict[str, Any]]) -> None:
    """Fill the slots of a copy."""
    for name, value in state[1].items():
        object.__setattr__(self, name, value)


SHARED = {
    "__repr__": _repr,
    "__setattr__": _refuse_change,
    "__delattr__": _refuse_change,
    "__setstate__": _restore,
}
"""The functions of every frozen class."""
