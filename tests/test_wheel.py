"""The built wheel is what people install: it must carry the sets and the style sheet."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel was built and unpacked, apart from the sources."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    wheel = next(folder.glob("*.whl"))
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder / "site", wheel]
    subprocess.run(pip, check=True, capture_output=True)
    return folder


def run(installed: Path, code: str) -> str:
    """What a program prints that finds jingdex in the unpacked wheel alone."""
    environment = {**os.environ, "PYTHONPATH": str(installed / "site"), "JINGDEX_HOME": str(installed / "home")}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=installed, env=environment, check=True, capture_output=True, text=True
    ).stdout


def test_the_wheel_has_the_beijing_set(installed: Path) -> None:
    """The shipped set is found and read from the installed wheel."""
    code = "import core, data.sets as s; print(core.__file__); print(len(s.read_set('beijing').claims))"
    where, claims = run(installed, code).splitlines()
    assert where.startswith(str(installed / "site"))
    assert int(claims) >= 20


def test_the_wheel_opens_its_screen(installed: Path) -> None:
    """The style sheet comes with the wheel, so that the app starts and shows the clusters."""
    code = (
        "import asyncio\n"
        "from data.places import own_copy\n"
        "from data.session import Session\n"
        "from tui.app import Jingdex\n"
        "async def main():\n"
        "    with Session.open(own_copy('beijing')) as session:\n"
        "        async with Jingdex(session).run_test(size=(120, 40)) as pilot:\n"
        "            print(pilot.app.live.body.pane.sheet.row_count)\n"
        "asyncio.run(main())\n"
    )
    assert int(run(installed, code)) >= 9


def test_the_wheel_speaks_chinese(installed: Path) -> None:
    """The compiled catalogue comes with it, and needs neither its text nor Babel."""
    code = (
        "import sys\n"
        "from tui.locale.catalogue import catalogue\n"
        "print(ascii(catalogue('zh').gettext('read only')), 'babel' in sys.modules)\n"
    )
    assert run(installed, code).split() == [ascii("只读"), "False"]
    assert not list((installed / "site" / "tui" / "locale").rglob("*.po"))
