"""What all tests share: laws are checked however slow the machine is, and nobody's own folders are written to."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("jingdex", deadline=None)
settings.load_profile("jingdex")

OWN_FOLDERS = ("HOME", "JINGDEX_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in place of the person's own, for this process and those that it starts."""
    folder = tmp_path_factory.mktemp("home")
    before = {name: os.environ.get(name) for name in OWN_FOLDERS}
    os.environ.update({name: str(folder / name.lower()) for name in OWN_FOLDERS})
    (folder / "home").mkdir()
    yield folder
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value
