"""Work in threads: what is due when it has ended already does nothing."""

from threading import Event

import pytest

from tui.app import Jingdex


async def test_a_bar_that_is_due_when_its_work_has_ended_is_not_shown(
    app: Jingdex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A timer that went off cannot be called back: it says nothing of work that ended, or that other work replaced."""
    async with app.run_test():
        jobs, end, due, messages = app.live.jobs, Event(), [], []
        monkeypatch.setattr(app, "set_timer", lambda _, tell: due.append(tell))
        monkeypatch.setattr(jobs, "notify", messages.append)
        for _ in range(2):
            jobs.start("work", lambda _: end.wait(), lambda _: None, label="Reading")
        due[0]()
        assert not messages
        due[1]()
        assert "Reading" in messages[0]
        jobs.cancel("work")
        due[1]()
        end.set()
        assert messages[1:] == [""]
