"""What is changed is taken back in sight, and wholly: undo is in the key line, and all undone is as before."""

from collections.abc import Callable
from pathlib import Path

from looking import screen_text

from core.workbook.edit import SetEntry
from core.workbook.entries import Method
from data.session import Session
from tui.app import Jingdex


async def test_the_key_line_has_undo_after_an_edit_and_the_way_back_from_the_past(own_beijing: Path) -> None:
    """At 80 by 24; in the past no key that would change something, and one that is pressed says how to come back."""
    with Session.open(own_beijing) as session:
        app = Jingdex(session)
        async with app.run_test(size=(80, 24)) as pilot:
            assert "u Undo" not in screen_text(app).splitlines()[-1]
            await pilot.press("j", "j", "9")
            app.live.prompt.value = "9800亿"
            await pilot.pause()
            assert "9,761亿 → 9,800亿E (A if no estimate)" in " ".join(screen_text(app).split())
            app.live.prompt.value = "9800亿 A"
            await pilot.pause()
            assert "A if" not in screen_text(app)
            await pilot.press("enter", "j")
            assert screen_text(app).splitlines()[-1].startswith(" Enter Edit  u Undo  H Why  a Add period")
            await pilot.press("D")
            app.live.prompt.value = "@2024-12"
            await pilot.press("enter", "k")
            keys = screen_text(app).splitlines()[-1]
            assert keys.startswith(" D Back to now  i Series")
            assert not [key for key in ("Enter Edit", "u Undo", "a Add") if key in keys]
            await pilot.press("a")
            assert "The past is read-only: D comes back to now" in screen_text(app)
            await pilot.press("D", "j")
            assert screen_text(app).splitlines()[-1].startswith(" Enter Edit  a Add period")
            await pilot.press("g", "4", "tab", "escape")
            assert screen_text(app).splitlines()[-1].startswith(" Enter Unit page  Tab Tree")


def test_all_undone_every_file_is_as_it_was_and_all_redone_as_it_became(
    bring: Callable[..., tuple[int, str, str]], run: Callable[..., tuple[int, str, str]]
) -> None:
    """Byte by byte: an import with its index, figures, definitions, rules, a method and a merged scenario."""

    def files(name: str) -> dict[str, bytes]:
        folder = Path(name)
        folder.mkdir()
        for file in ("f.csv", "f.xml"):
            assert run("export", "w.jingdex", f"{name}/{file}")[0] == 0
        texts = [run(what, "show", "w.jingdex") for what in ("method", "rules")]
        (folder / "texts").write_text(repr(texts), "utf-8")
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    assert bring("first.csv", "city,indicator,year,value\nA,R&D,2022,1\n")[0] == 0
    before = files("before")
    text = "city,pillar,indicator,2022,2023\nA,Input,R&D,1,2\nA,Output,patents,3,4\nB,Input,R&D,2,3\n"
    assert bring("cities.csv", text)[0] == 0
    Path("rules.toml").write_text("[[rules]]\ncode = 'r'\ncondition = 'value >= 0'\n", "utf-8")
    assert run("method", "save", "w.jingdex", "cities", "m.toml")[0] == 0
    Path("m.toml").write_text(Path("m.toml").read_text("utf-8").replace("arithmetic", "geometric"), "utf-8")
    commands = (
        ("set", "w.jingdex", "A", "R&D", "2022", "5"),
        ("set", "w.jingdex", "A", "R&D", "2022", "6 P", "--vintage", "2025-03", "--source", "A letter"),
        ("define", "w.jingdex", "trends", "t", "name_en=T"),
        ("rules", "load", "w.jingdex", "rules.toml"),
        ("method", "load", "w.jingdex", "m.toml"),
        ("scenario", "make", "w.jingdex", "plan"),
        ("scenario", "set", "w.jingdex", "plan", "A", "R&D", "2022", "7"),
        ("scenario", "merge", "w.jingdex", "plan"),
    )
    assert [run(*command)[0] for command in commands] == [0 for _ in commands]
    after = files("after")
    steps = range(len(commands) + 1)
    assert [run("undo", "w.jingdex", "--yes")[0] for _ in steps] == [0 for _ in steps]
    assert files("undone") == before
    assert [run("redo", "w.jingdex", "--yes")[0] for _ in steps] == [0 for _ in steps]
    assert files("again") == after


async def test_the_ranks_that_a_weight_moved_stay_in_the_strip(ranked: Jingdex) -> None:
    """At 80 by 24, where the results are not beside the tree, until something else is edited; undone, they moved back.

    Of two methods of one name the title has the code.
    """
    async with ranked.run_test(size=(80, 24)) as pilot:
        await pilot.press("alt+4", "tab", "j", "9")
        assert "of 3 ranks moved: Unit " in screen_text(ranked)
        await pilot.press("enter", "j")
        assert "of 3 ranks moved: Unit " in screen_text(ranked)
        await pilot.press("u", "k")
        assert "of 3 ranks moved: Unit " in screen_text(ranked)
        assert "Method m · m" not in ranked.live.body.board.numbered(4).title_of(ranked.workspace.state)
        ranked.workspace.do(SetEntry("methods", None, Method("n", "Method m")))
        assert ranked.live.body.board.numbered(4).title_of(ranked.workspace.state).endswith("Method m · m")
