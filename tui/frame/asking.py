"""Asking: a text is typed in the bottom line, what it would move is shown, and Enter makes an edit of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import JingdexError
from core.workbook.edit import Edit, changes_nothing
from tui.frame.choices import Choices, Choosing
from tui.frame.completion import Completed
from tui.frame.prompt import COMPLETES, ENDS, Question
from tui.grid.plain import plain

if TYPE_CHECKING:
    from core.workbook.workbook import Workbook
    from tui.app import Jingdex
    from tui.workspace.workspace import Trial

Make = Callable[[str], Edit]
NOTHING_CHANGED = "That is what stands there: nothing was changed."


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for at the moment, as `Asking.ask` was given it."""

    label: str
    make: Make | None = None
    then: Callable[[str], None] | None = None
    previews: bool = False
    complete: Callable[[str], Completed] | None = None
    choices: Choices | None = None


class Asking:
    """What is asked in one app: `refusal` is why the typed text cannot be accepted, `meaning` what it stands for."""

    def __init__(self, app: "Jingdex") -> None:
        self.app = app
        self.refusal = self.meaning = ""
        self.choosing: Choosing | None = None
        self._request = Request("")
        self._made: tuple[str, Workbook, Edit] | None = None

    def ask(
        self,
        label: str,
        text: str,
        make: Make | None,
        then: Callable[[str], None] | None,
        *,
        previews: bool,
        complete: Callable[[str], Completed] | None = None,
        anew: bool = False,
        choices: Choices | None = None,
    ) -> None:
        """Ask for a text. `make` turns it into an edit, or serves the preview alone where `then` takes it elsewhere.

        Tab completes it by `complete`, or from the list of `choices`, of which Enter takes the highlighted one. Where
        it is asked `anew`, the first letter takes the place of what is there.
        """
        self.choosing = Choosing(choices, text) if choices else None
        self._request = Request(label, make, then, previews, complete, choices)
        ends = f"{COMPLETES} · {ENDS}" if choices or complete else ENDS
        question = Question(label, self._changed, self._accepted, self._drop, self._completed, self._moved, ends)
        self.app.message = ""
        self.app.prompt.ask(question, text)
        if anew:
            self.app.prompt.select_all()
        if complete:
            self._completed(text)
        elif not previews:
            self.app.draw_detail()

    def _completed(self, written: str) -> str:
        """The text that Tab makes of what is typed; what it may become is told."""
        complete = self._request.complete
        if self.choosing:
            return self.choosing.completed()
        whole, names = complete(written) if complete else (written, ())
        self.meaning = "  ".join(plain(name) for name in names)
        self.app.draw_detail()
        return whole

    def _changed(self, written: str) -> None:
        """Show what the text that is typed would move, and what may be chosen."""
        written = self._narrowed(written)
        if self._request.previews and self._request.make:
            self._show(written, self._request.make)
        elif self.refusal:
            self.refusal = ""
            self.app.draw_detail()

    def _moved(self, by: int) -> None:
        """Highlight another of the choices."""
        if self.choosing:
            self.choosing.move(by)
            self._changed(self.choosing.text)

    def _accepted(self, written: str) -> None:
        self._accept(written, self._request)
        self.app.keyboard.release()

    def _narrowed(self, written: str) -> str:
        """The list narrowed to what is typed, and what that stands for."""
        if self.choosing is None:
            return written
        if written != self.choosing.text:
            self.choosing.typed(written)
        self.app.choice_list.choose(self.choosing)
        return self.choosing.meant()

    def again(self) -> None:
        """Show what is typed over a workbook that others have changed meanwhile."""
        if self.app.prompt.question:
            self.app.prompt.question.changed(self.app.prompt.value)

    def confirm(self, trial: "Trial", told: str) -> None:
        """Show what an edit that is made already would change; Enter keeps it, Escape leaves no trace."""

        def accepted(_: str) -> None:
            if self.app.editing.do(lambda: trial.edit):
                self.app.prompt.close()
            self.app.keyboard.release()

        self.app.message = ""
        self.app.prompt.ask(
            Question("Enter keeps it, Escape leaves no trace", lambda _: None, accepted, self._drop), ""
        )
        self.app.workspace.preview(trial)
        self.refusal = f"{told} Enter keeps it, Escape leaves no trace."
        self.app.draw()

    def closed(self) -> None:
        """Nothing is asked any more."""
        self.refusal = self.meaning = ""
        self.choosing = self._made = None
        self.app.choice_list.choose(None)
        self.app.keyboard.left()

    def _show(self, written: str, make: Make) -> None:
        try:
            edit = self._edit(written, make) if written.strip() else None
            self.app.workspace.preview(edit)
        except JingdexError as error:
            self.app.workspace.preview(None)
            self.refusal = str(error)
        else:
            self.refusal = ""
            self.meaning = _meaning(edit) if edit else ""
        self.app.draw()

    def _edit(self, written: str, make: Make) -> Edit:
        """The edit of a text, which is made once for a workbook. Raises JingdexError."""
        workbook = self.app.workspace.workbook
        if self._made is None or self._made[0] != written or self._made[1] is not workbook:
            self._made = written, workbook, make(written)
        return self._made[2]

    def _accept(self, written: str, request: "Request") -> None:
        edit = None
        try:
            meant = self.choosing.taken() if self.choosing else written
            if request.then:
                self.app.prompt.close()
                request.then(meant)
            elif request.make:
                edit = self._edit(meant, request.make)
        except JingdexError as error:
            if not self.app.prompt.asking:
                self.ask(
                    request.label, written, request.make, request.then, previews=request.previews,
                    complete=request.complete, choices=request.choices,
                )  # fmt: skip
            self.refusal = str(error)
            self.app.draw_detail()
            return
        if edit is not None and changes_nothing(edit):
            self.app.prompt.leave()
            self.app.tell(NOTHING_CHANGED)
        elif edit is not None and self.app.editing.do(lambda: edit):
            self.app.prompt.close()

    def _drop(self) -> None:
        self.app.workspace.preview(None)
        self.app.draw()


def _meaning(edit: Edit) -> str:
    """What a typed text was understood as."""
    return "unchanged" if changes_nothing(edit) else str(edit).partition(": ")[2]
