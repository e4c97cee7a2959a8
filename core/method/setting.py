"""A setting of a step in the signature of the step's function: its meaning and its possible values."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, get_args, get_origin

from core.method.choice_names import choice_name
from core.method.errors import MethodError
from core.method.forms import UNSAID, Form, Value
from core.words import gettext, in_words, pgettext

Settings: TypeAlias = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Setting:
    """A note in `Annotated[...]` that makes a parameter a setting.

    `help` is its meaning and `form` its possible values. `word` is its name on the screen (by default the name of the
    parameter), `words` the names of its choices, and `empty` the word for an empty value. The value lies `below` that
    of another setting, or is at most that of `up_to`. A setting whose value names a choice `brings` the settings of
    that choice's function with it. With `of_node` an aggregation can set it for one node alone. Name, default and
    choices (the texts of a `Literal`) come from the parameter where they are not given here.
    """

    help: str
    form: Form
    word: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    empty: str = "not set"
    below: str = ""
    up_to: str = ""
    brings: Mapping[Any, Callable[..., object]] = field(default_factory=dict)
    of_node: bool = False
    name: str = ""
    default: Value = None
    choices: tuple[str, ...] = ()
    idle: "tuple[Idle, ...]" = ()

    @property
    def label(self) -> str:
        """The name of the setting in the language spoken."""
        return pgettext("step", self.word)

    def typed(self, value: Value) -> str:
        """The text that can be typed for a value: a choice by its code."""
        return self.empty if value is None or value in ("", [], {}) else self.form.write(value)

    def text(self, value: Value) -> str:
        """A value in words, in the language spoken."""
        written = self.typed(value)
        if written in self.words:
            return pgettext("step", self.words[written])
        return gettext(written) if written == self.empty else written

    def value(self, text: str) -> Value:
        """The value of a text. Raises MethodError with the form of valid texts."""
        text = text.strip()
        if text.casefold() in (*UNSAID, self.empty.casefold(), gettext(self.empty).casefold()):
            if self.default is None:
                return None
            if self.form.nothing is not None:
                return self.form.nothing()
        codes = {word.casefold(): code for code, term in self.words.items() for word in (term, pgettext("step", term))}
        return self.form.read(self.label, codes.get(text.casefold(), text))

    def part_value(self, text: str) -> Value:
        """The value of a text for one code in a table. Raises MethodError with the form of valid texts."""
        if self.form.part is None:
            raise MethodError("{name} has no values by code: type all of it.", name=self.label)
        return self.form.part.read(self.label, text.strip())

    def check(self, value: Value, where: str) -> None:
        """Raise MethodError where a step cannot use the value, with the valid values."""
        if value is None and self.default is None:
            return
        if not self.form.fits(value):
            valid = gettext(self.form.wanted)
            valid = gettext("{wanted}, or unset", wanted=valid) if self.default is None else valid
            raise MethodError(
                "{where}: {name} must be {wanted}, not {value!r}.",
                where=gettext(where),
                name=self.name,
                wanted=valid,
                value=value,
            )
        if self.choices and value not in self.choices:
            raise MethodError(
                "{where}: {name} cannot be “{value}”: use one of {choices}.",
                where=gettext(where),
                name=self.name,
                value=value,
                choices=in_words(self.choices),
            )

    def stored(self, value: Value) -> Value:
        """The value in the numeric type of the default: TOML distinguishes 1 and 1.0, steps do not."""
        kind = type(self.default)
        return kind(value) if kind in (int, float) and value is not None else value


class Beside(NamedTuple):
    """The context of a setting: the choice of its step, all choices in use there, and the other settings."""

    how: str
    hows: frozenset[str]
    settings: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Idle:
    """A condition under which a setting has no effect, whatever the figures, and the reason with a remedy.

    It stands in `Annotated[...]` after the `Setting`; `{how}` in the reason is replaced by the choice of the step.
    """

    when: Callable[[Beside], bool]
    reason: str


@cache
def settings_in(function: Callable[..., object]) -> Mapping[str, Setting]:
    """The settings in the signature of a function, by name; other parameters are left out."""
    settings: dict[str, Setting] = {}
    for parameter in inspect.signature(function, eval_str=True).parameters.values():
        if get_origin(parameter.annotation) is not Annotated:
            continue
        kind, *notes = get_args(parameter.annotation)
        idle = tuple(note for note in notes if isinstance(note, Idle))
        for note in notes:
            if isinstance(note, Setting):
                setting = _completed(note, parameter, kind, idle)
                settings[setting.name] = setting
    return settings


def _completed(note: Setting, of: inspect.Parameter, kind: object, idle: tuple[Idle, ...]) -> Setting:
    default = note.default if note.name or of.default is of.empty else of.default
    if default is None and note.form.nothing and (note.name or of.default is of.empty):
        default = note.form.nothing()
    default = float(default) if kind is float else default
    choices = note.choices or _literals(kind)
    name = note.name or of.name
    words = {choice: note.words.get(choice) or choice_name(choice) for choice in choices or note.form.words}
    word = note.word or name.replace("_", " ")
    return replace(note, name=name, word=word, words=words, default=default, choices=choices, idle=idle)


def _literals(kind: object) -> tuple[str, ...]:
    if get_origin(kind) is Literal:
        return get_args(kind)
    return tuple(text for part in get_args(kind) for text in _literals(part))
