"""A start pays only for what the first screen shows."""

import gc
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import jingdex
from tui import command_line
from tui.app import Jingdex

MOST_MODULES, MOST_DATACLASSES, MOST_LAYOUTS = 168, 8, 3
LATER = {"polars", "numpy", "scipy", "plotext", "babel", "rapidfuzz", "data.network"}
PROGRAM = """
import json, sys
from pathlib import Path
import jingdex
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet
from core.late import _LateModule
from data.session import Session
from tui.app import Jingdex

counts = {"update_nodes": 0, "reflow": 0}

def count(kind, name):
    function = getattr(kind, name)
    def counted(*arguments, **named):
        counts[name] += 1
        return function(*arguments, **named)
    setattr(kind, name, counted)

def first(app):
    loaded = {name: vars(module) for name, module in sys.modules.items() if type(module) is not _LateModule}
    own = [name for name in loaded if name.partition(".")[0] in jingdex.OWN]
    made = {one for name in own for one in loaded[name].values() if isinstance(one, type) and one.__module__ in own}
    made = [one.__name__ for one in made if hasattr(one, "__dataclass_params__") and one.__dataclass_params__.eq]
    print(json.dumps([[*loaded], own, made, counts]))
    app.exit()

Jingdex._begin = first
count(Stylesheet, "update_nodes")
count(Compositor, "reflow")
with Session.open(Path(sys.argv[1]), read_only=True) as session:
    Jingdex(session).run(headless=True, size=(120, 40))
"""
"""Prints the modules that are loaded when the first screen stands, ours, the dataclasses that Python has made, and how
often styles were given anew and the screen was laid out."""


@pytest.fixture
def not_collecting() -> Iterator[None]:
    """Garbage is not collected in the test, as while jingdex starts."""
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


def test_the_first_screen_loads_no_engine_and_few_modules_and_is_made_once(shipped: Path) -> None:
    """What computes with Polars, draws charts and knows the network comes after it; nothing on it is styled twice."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, shipped], capture_output=True, text=True, check=True)
    loaded, own, made, counts = json.loads(done.stdout)
    assert LATER & {*loaded} == set()
    assert len(own) <= MOST_MODULES, own
    assert len(made) <= MOST_DATACLASSES, made
    assert counts["update_nodes"] == 0
    assert counts["reflow"] <= MOST_LAYOUTS


@pytest.mark.usefixtures("not_collecting")
def test_nothing_is_collected_while_jingdex_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A start keeps nearly all that it makes."""
    gc.enable()
    monkeypatch.setattr(command_line, "main", lambda: int(gc.isenabled()))
    assert jingdex.main() == 0


@pytest.mark.usefixtures("not_collecting")
async def test_garbage_is_collected_once_the_screen_stands(app: Jingdex) -> None:
    """All that the start made is left out for good."""
    async with app.run_test() as pilot:
        await pilot.pause()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0


@pytest.mark.usefixtures("not_collecting")
def test_garbage_is_collected_while_a_subcommand_runs(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There a start is soon over."""
    assert command_line.main(["show", str(shipped), "figures"]) == 0
    assert gc.isenabled()
    assert capsys.readouterr().out
