"""Asking: a text is typed in the bottom line, what it would move is shown, and Enter makes an edit of it."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from core.errors import JingdexError
from core.frozen import frozen
from core.words import gettext, marked
from core.workbook.edit import Edit, SetFigure, changes_nothing, single_edits
from tui.frame.choices import Choices, Choosing, Completed
from tui.frame.editing import Editing, named
from tui.frame.prompt import COMPLETES, ENDS, GOES_ON, Question
from tui.frame.screen import Screen
from tui.grid import edit_lines
from tui.grid.plain import plain

if TYPE_CHECKING:
    from core.workbook.workbook import Workbook
    from tui.workspace.workspace import Trial, Workspace

Make = Callable[[str], Edit]
NOTHING_CHANGED = marked("This is the value that it has already: nothing was changed.")


@frozen
class Request:
    """What is requested at the moment, as `Asking.ask` was given it."""

    label: str
    make: Make | None = None
    then: Callable[[str], None] | None = None
    previews: bool = False
    complete: Callable[[str], Completed] | None = None
    choices: Choices | None = None


class Asking:
    """The question on one screen: `refusal` is why the typed text cannot be accepted, `meaning` what it stands for.

    `made` is the text that was understood last, with the workbook and the edit that it makes of it; `left` is called
    when the question has gone.
    """

    def __init__(self, screen: Screen, editing: Editing) -> None:
        self.screen, self.editing = screen, editing
        self.refusal = self.meaning = ""
        self.on_leave: Callable[[], None] = lambda: None
        self.choosing: Choosing | None = None
        self._request = Request("")
        self.built: tuple[str, Workbook, Edit] | None = None

    def ask(
        self,
        label: str,
        text: str,
        make: Make | None = None,
        *,
        then: Callable[[str], None] | None = None,
        previews: bool = False,
        selects: bool = False,
        choices: Choices | None = None,
        complete: Callable[[str], Completed] | None = None,
        edits: bool = True,
    ) -> None:
        """Ask for a text. `make` turns it into an edit, or serves the preview alone where `then` takes it elsewhere.

        Tab completes it by `complete`, or from the list of `choices`, of which Enter takes the highlighted one. Where
        it `selects` the text, or that is one of a list, the first letter replaces it. A question whose answer `edits`
        is refused where nothing can be changed.
        """
        if edits and self.editing.refuses():
            return
        self.choosing = Choosing(choices, text) if choices else None
        self._request = Request(label, make, then, previews, complete, choices)
        self._begin(text, selects=selects or (choices is not None and choices.mode in ("pick", "open")))

    def _begin(self, text: str, *, selects: bool) -> None:
        """Ask for what the request says, beginning with a text."""
        request = self._request
        ends = GOES_ON if request.then else ENDS
        ends = f"{COMPLETES} · {ends}" if request.choices or request.complete else ends
        question = Question(
            gettext(request.label), self._changed, self._accept, self._drop, self._completed, self._moved, ends
        )
        self.screen.clear_message()
        self.screen.prompt.ask(question, text)
        if selects:
            self.screen.prompt.select_all()
        if request.complete:
            self._completed(text)
        elif not request.previews:
            self.screen.draw_detail()

    def _completed(self, written: str) -> str:
        """The text that Tab makes of what is typed; a message says what it may become."""
        complete = self._request.complete
        if self.choosing:
            return self.choosing.completed()
        completed, names = complete(written) if complete else (written, ())
        self.meaning = "  ".join(plain(name) for name in names)
        self.screen.draw_detail()
        return completed

    def _changed(self, written: str) -> None:
        """Show what the text that is typed would move, and what may be chosen."""
        written = self._narrowed(written)
        if self._request.previews and self._request.make:
            self._show(written, self._request.make)
        elif self.refusal:
            self.refusal = ""
            self.screen.draw_detail()

    def _moved(self, by: int) -> None:
        """Highlight another of the choices."""
        if self.choosing:
            self.choosing.move(by)
            self._changed(self.choosing.text)

    def _narrowed(self, written: str) -> str:
        """The list narrowed to what is typed, and what that stands for."""
        if self.choosing is None:
            return written
        if written != self.choosing.text:
            self.choosing.typed(written)
        self.screen.offer(self.choosing)
        return self.choosing.meaning()

    def look(self) -> None:
        """Take in what others have done, and show what is typed over it."""
        if self.editing.look(self.built and self.built[2]) and self.screen.prompt.question:
            self.screen.prompt.question.changed(self.screen.prompt.value)

    def confirm(self, trial: "Trial", note: str) -> None:
        """Show what an edit that is made already would change; Enter keeps it, Escape leaves no trace."""

        def accepted(_: str) -> None:
            if self.editing.do(lambda: trial.edit):
                self.screen.prompt.close()

        self.screen.clear_message()
        self.screen.prompt.ask(
            Question(gettext("Enter keeps it, Escape leaves no trace"), lambda _: None, accepted, self._drop), ""
        )
        self.screen.workspace.preview(trial)
        self.refusal = gettext("{note} Enter keeps it, Escape leaves no trace.", note=note)
        self.screen.draw()

    def closed(self) -> None:
        """Clear what belongs to the question, which has gone."""
        self.refusal = self.meaning = ""
        self.choosing = self.built = None
        self.editing.overtaken = ()
        self.screen.offer(None)
        self.screen.body.focus_pane()
        self.screen.draw_lines()
        self.on_leave()

    def _show(self, written: str, make: Make) -> None:
        try:
            edit = self._edit(written, make) if written.strip() else None
            self.screen.workspace.preview(edit)
        except JingdexError as error:
            self.screen.workspace.preview(None)
            self.refusal = self.screen.workspace.state.sentence(error)
        else:
            self.refusal = ""
            self.meaning = (
                " · ".join(
                    (_meaning(edit, self.screen.workspace), *map(str, named(self.screen, self.editing.overtaken)))
                )
                if edit
                else ""
            )
        self.screen.draw()

    def _edit(self, written: str, make: Make) -> Edit:
        """The edit of a text, which is made once for a workbook. Raises JingdexError."""
        workbook = self.screen.workspace.workbook
        if self.built is None or self.built[0] != written or self.built[1] is not workbook:
            self.built = written, workbook, make(written)
        return self.built[2]

    def _accept(self, written: str) -> None:
        edit, request = None, self._request
        self.editing.refusal = ""
        try:
            meaning = self.choosing.answer() if self.choosing else written
            if request.then:
                self.screen.prompt.close()
                request.then(meaning)
            elif request.make:
                edit = self._edit(meaning, request.make)
        except JingdexError as error:
            self._refuse(request, written, self.screen.workspace.state.sentence(error))
            return
        if self.editing.refusal:
            self._refuse(request, written, self.editing.refusal)
            return
        if edit is not None and changes_nothing(edit):
            self.screen.prompt.leave()
            self.screen.notify(NOTHING_CHANGED)
        elif edit is not None and self.editing.do(lambda: edit):
            self.screen.prompt.close()

    def _refuse(self, request: Request, written: str, sentence: str) -> None:
        """Say why a text is not accepted, which stays in the line."""
        if not self.screen.prompt.asking:
            self.choosing = Choosing(request.choices, written) if request.choices else None
            self._request = request
            self._begin(written, selects=False)
        self.refusal = sentence
        self.screen.draw_detail()

    def _drop(self) -> None:
        self.screen.workspace.preview(None)
        self.screen.draw()


def _meaning(edit: Edit, workspace: "Workspace") -> str:
    """What a typed text was understood as."""
    if changes_nothing(edit):
        return gettext("unchanged")
    meaning = re.split(edit_lines.COLON, edit_lines.edit_line(edit, workspace.workbook, workspace.wording), maxsplit=1)[
        -1
    ]
    figures = [part.after for part in single_edits(edit) if isinstance(part, SetFigure) and part.after]
    if any(figure.status == "E" and figure.value is not None and not figure.source for figure in figures):
        return gettext("{meaning} (A if no estimate)", meaning=meaning)
    return meaning
