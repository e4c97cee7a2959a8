"""Asking: a text is typed in the bottom line, what it would move is shown, and Enter makes an edit of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from core.derive import derive
from core.edit import Edit, changes_nothing
from core.errors import JingdexError
from tui.completion import Completed
from tui.drawing.plain import plain
from tui.panes.pane import Shown
from tui.prompt import Question

if TYPE_CHECKING:
    from tui.app import Jingdex

Make = Callable[[str], Edit]
NOTHING_CHANGED = "That is what stands there: nothing was changed."


class Asking:
    """What is asked in one app: `preview` is what the typed text would show, `refusal` why it cannot be taken.

    `meaning` is what the text was understood as.
    """

    def __init__(self, app: "Jingdex") -> None:
        self.app = app
        self.preview: Shown | None = None
        self.refusal = self.meaning = ""

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
    ) -> None:
        """Ask for a text. `make` turns it into an edit, or serves the preview alone where `then` takes it elsewhere.

        Tab completes it by `complete`. Where it is asked `anew`, the first letter takes the place of what is there.
        """

        def completed(written: str) -> str:
            whole, names = complete(written) if complete else (written, ())
            self.meaning = "  ".join(plain(name) for name in names)
            self.app.draw_detail()
            return whole

        def changed(written: str) -> None:
            if previews and make:
                self._show(written, make)
            elif self.refusal:
                self.refusal = ""
                self.app.draw_detail()

        def accepted(written: str) -> None:
            self._accept(written, make, then)
            self.app.keyboard.release()

        self.app.message = ""
        self.app.prompt.ask(Question(label, changed, accepted, self._drop, completed), text)
        if anew:
            self.app.prompt.select_all()
        if complete:
            completed(text)
        elif not previews:
            self.app.draw_detail()

    def again(self) -> None:
        """Show what is typed over a workbook that others have changed meanwhile."""
        if self.app.prompt.question:
            self.app.prompt.question.changed(self.app.prompt.value)

    def confirm(self, edit: Edit, preview: Shown, told: str) -> None:
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

    def after(self, edit: Edit) -> Shown:
        """What an edit would show."""
        workbook = edit.apply(self.app.workbook)
        return replace(self.app.shown, workbook=workbook, derived=derive(workbook, self.app.derived))

    def _accept(self, written: str, make: Make | None, then: Callable[[str], None] | None) -> None:
        try:
            edit = make(written) if make and not then else None
            if then:
                self.app.prompt.close()
                then(written)
        except JingdexError as error:
            self.refusal = str(error)
            self.app.draw_detail()
            if then:
                self.app.tell(str(error))
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
