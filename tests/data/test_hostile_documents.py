"""XML and JSON that are cut, changed, in other encodings or hostile are read or refused in one short sentence."""

import json
import random
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.errors import FileError
from data.reading.limits import Limits, Reading
from data.reading.readers import read_tables
from tui.exports.json_stat import as_json_stat

sys.path.append(str(Path(__file__).parents[1] / "fuzz"))
from chance import changed

FILES = Path(__file__).parent / "files" / "sdmx"
GOOD = {path.name: path.read_bytes() for path in sorted(FILES.glob("*")) if path.suffix in {".xml", ".json"}}
GOOD["cube.json"] = as_json_stat(Workbook.of([Figure("u", "i", "2020", value=1.5)], []))
GOOD["list.json"] = json.dumps([{"unit": "u", "period": "2020", "value": 1.5}]).encode()
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030", "cp1252", "utf-7")
LIMITS = Limits(size=5, rows=10_000, cells=100_000)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HEADS = {
    "laughs": f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]>',
    "quadratic": f'<!DOCTYPE a [<!ENTITY q "{"q" * 20_000}">]>',
    "file": '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
    "address": '<!DOCTYPE a [<!ENTITY f SYSTEM "http://127.0.0.1:9/x">]>',
    "parameter": '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
    "outer": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
    "stylesheet": '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>',
}
BODIES = ("", "&l9;", "&q;" * 500, "&f;", '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>')


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever calls another machine fails the test."""

    def refused(*_: object) -> None:
        pytest.fail("a document had something fetched")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refused)


def outcome(path: Path, content: bytes) -> str:
    """The sentence with which a document is refused; all that it holds where it is read."""
    path.write_bytes(content)
    try:
        tables = read_tables(path, Reading(), LIMITS)
    except FileError as error:
        sentence = str(error)
        assert "\n" not in sentence
        assert len(sentence) < 900
        return sentence
    return "".join(str(table.frame.rows()) + str(table.details) for table in tables)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.integers(0, 10**6), st.sampled_from(("cut", "changed")))
def test_a_document_that_is_cut_or_changed_is_read_or_refused(name: str, seed: int, how: str) -> None:
    """Anywhere in it, in any number of places."""
    chance = random.Random(seed)  # noqa: S311 - chance that can be repeated
    content = GOOD[name]
    broken = content[: chance.randrange(len(content))] if how == "cut" else changed(content, chance)
    outcome(FOLDER / name, broken)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.sampled_from(ENCODINGS), st.sampled_from(("", *ENCODINGS, "latin-9", "x")))
def test_a_document_in_any_encoding_whatever_it_declares_is_read_or_refused(name: str, used: str, said: str) -> None:
    """Also in one that contradicts its first line."""
    text = GOOD[name].decode("utf-8-sig")
    if said and name.endswith(".xml"):
        text = f'<?xml version="1.0" encoding="{said}"?>' + text.partition("?>")[2]
    outcome(FOLDER / name, text.encode(used, "replace"))


@pytest.mark.parametrize("name", ["generic-2.1.xml", "structure-3.0.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_entities_are_neither_expanded_nor_fetched(name: str, encoding: str) -> None:
    """Within a message that is right otherwise, before it and in it, in an encoding that hides them too."""
    text = GOOD[name].decode("utf-8-sig").partition("?>")[2].strip()
    end = text.index(">", text.index("Header")) + 1
    for what, head in HEADS.items():
        for body in BODIES:
            document = f'<?xml version="1.0" encoding="{encoding}"?>{head}{text[:end]}{body}{text[end:]}'
            said = outcome(FOLDER / name, document.encode(encoding))
            assert "root:" not in said
            assert len(said) < 60_000, what


@pytest.mark.parametrize("sign", ["[", '{"a":', '{"data":[', "[[1],"])
def test_a_document_of_any_depth_is_refused(sign: str) -> None:
    """No stack overflows."""
    assert "deep.json" in outcome(FOLDER / "deep.json", (sign * 100_000).encode())


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place for the documents; those that are drawn share it."""
    monkeypatch.setattr(f"{__name__}.FOLDER", tmp_path)


FOLDER = Path()
