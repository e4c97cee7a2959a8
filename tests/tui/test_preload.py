"""What the next keys need is loaded while nobody types."""

import gc
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from looking import worked

from tui.app import Jingdex
from tui.frame.jobs import Cancelled, Job
from tui.frame.preload import EACH, NEXT, Preload


def test_what_is_loaded_ahead_is_there() -> None:
    """A module that was renamed would be noticed by nobody but here."""
    assert all(find_spec(name.removesuffix(EACH)) for name in NEXT)


async def test_modules_are_loaded_one_by_one_until_a_key_comes_and_on_when_it_rests(
    app: Jingdex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key waits for the module that is being loaded, and for no other; what is loaded is not searched for garbage."""
    names = ["needed_first", "needed_second", "needed", "needed.third"]
    (tmp_path / "needed").mkdir()
    for name in names:
        path = tmp_path / name.replace(".", "/")
        (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("tui.frame.preload.REST", 0.001)
    async with app.run_test() as pilot:
        preload = Preload(app, app.live.jobs, ["needed_first", "needed_second", "needed.*"])
        job = Job(lambda: "needed_first" not in sys.modules, lambda _: None)
        with pytest.raises(Cancelled):
            preload._load(job)
        assert {*names} & {*sys.modules} == {"needed_first"}
        preload.rest()
        assert not app.live.jobs.is_going_on("loading")
        await pilot.pause()
        await worked(app)
        assert {*names} <= {*sys.modules}
        assert gc.get_freeze_count()
        gc.unfreeze()
        preload.rest()
        await pilot.pause()
        assert not app.live.jobs.is_going_on("loading")
