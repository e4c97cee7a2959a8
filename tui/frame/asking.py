"""Asking: a text is typed in the bottom line, what it would move is shown, and Enter makes an edit of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.derive.derive import derive
from core.errors import JingdexError
from core.workbook.edit import Edit, changes_nothing
from tui.frame.choices import Choices, Choosing
from tui.frame.completion import Completed
from tui.frame.pane import ViewState
from tui.frame.prompt import Question
from tui.grid.plain import plain

if TYPE_CHECKING:
    from tui.app import Jingdex

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
    """What is asked in one app: `preview` is what the typed text would show, `refusal` why it cannot be taken.

    `meaning` is what the text was understood as.
    """

    def __init__(self, app: "Jingdex") -> None:
        self.app = app
        self.preview: ViewState | None = None
        self.refusal = self.meaning = ""
        self.choosing: Choosing | None = None
        self._request = Request("")

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
        question = Question(label, self._changed, self._accepted, self._drop, self._completed, self._moved)
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

    def confirm(self, edit: Edit, preview: ViewState, told: str) -> None:
        """Show what an edit that is made already would change; Enter keeps it, Escape leaves no trace."""

        def accepted(_: str) -> None:
            if self.app.editing.do(lambda: edit):
                self.app.prompt.close()
            self.app.keyboard.release()

        self.app.message = ""
        self.app.prompt.ask(
            Question("Enter keeps it, Escape leaves no trace", lambda _: None, accepted, self._drop), ""
        )
        self.preview, self.refusal = preview, f"{told} Enter keeps it, Escape leaves no trace."
        self.app.draw()

    def closed(self) -> None:
        """Nothing is asked any more."""
        self.refusal = self.meaning = ""
        self.choosing = None
        self.app.choice_list.choose(None)
        self.app.keyboard.left()

    def _show(self, written: str, make: Make) -> None:
        try:
            edit = make(written) if written.strip() else None
        except JingdexError as error:
            self.preview, self.refusal = None, str(error)
        else:
            self.refusal = ""
            self.meaning = _meaning(edit) if edit else ""
            self.preview = self.after(edit) if edit else None
        self.app.draw()

    def after(self, edit: Edit) -> ViewState:
        """What an edit would show."""
        workbook = edit.apply(self.app.workbook)
        return replace(self.app.shown, workbook=workbook, derived=derive(workbook, self.app.derived))

    def _accept(self, written: str, request: "Request") -> None:
        edit = None
        try:
            meant = self.choosing.taken() if self.choosing else written
            if request.then:
                self.app.prompt.close()
                request.then(meant)
            elif request.make:
                edit = request.make(meant)
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
        self.preview = None
        self.app.draw()


def _meaning(edit: Edit) -> str:
    """What a typed text was understood as."""
    return "unchanged" if changes_nothing(edit) else str(edit).partition(": ")[2]
