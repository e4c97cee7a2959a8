"""A workbook in a browser: whoever has the token looks at it, follows every edit, and can touch no file."""

import asyncio
import os
import re
import socket
from base64 import b64decode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import which
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType, web
from textual_serve.app_service import AppService

from core.workbook.edit import SetFigure, filled
from core.workbook.figure import Figure
from data.file import WorkbookFile
from data.session import Session
from data.sets import read_set
from tui.command_line import main
from tui.team.serve import LookingServer
from tui.team.serve_cli import command, environment, public_address

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The Beijing workbook."""
    made = tmp_path / "b.jingdex"
    WorkbookFile.create(made, filled(read_set("beijing"), "Copied"), "Ada").close()
    return made


@asynccontextmanager
async def served(path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LookingServer]:
    """A server on a free port."""
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = LookingServer(command(path), "127.0.0.1", port, f"http://127.0.0.1:{port}", "secret")
    started: list[asyncio.subprocess.Process] = []
    start = AppService._open_app_process

    async def noted(self: AppService, width: int = 80, height: int = 24) -> asyncio.subprocess.Process:
        started.append(await start(self, width, height))
        return started[-1]

    monkeypatch.setattr(AppService, "_open_app_process", noted)
    runner = web.AppRunner(await server.make_app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield server
    finally:
        await runner.cleanup()
        for process in started:
            async with asyncio.timeout(30):
                await process.communicate()


async def awaited(screen: ClientWebSocketResponse, wanted: Callable[[str], bool]) -> str:
    """All that the browser is sent, until it holds what is wanted."""
    text = ""
    async with asyncio.timeout(30):
        async for message in screen:
            if message.type == WSMsgType.BINARY:
                text += ESCAPES.sub("", message.data.decode("utf-8", "replace"))
                if wanted(text):
                    return text
    raise AssertionError(text)


async def typed(screen: ClientWebSocketResponse, keys: str) -> None:
    """Send keys as the browser does."""
    await screen.send_json(["stdin", keys])


async def test_a_browser_sees_every_edit_and_touches_no_file(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the token nothing; with it the screen, which follows an edit, takes none, writes and reads no file."""
    monkeypatch.chdir(tmp_path)
    secret = tmp_path / "secret.csv"
    secret.write_text("unit,indicator,period,value\nx,y,2000,1\n", "utf-8")
    async with served(path, monkeypatch) as server, ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
        for where, headers in (
            ("/", {}),
            ("/ws", {}),
            ("/?token=wrong", {}),
            ("/?token=%E4%BA%AC", {}),
            ("/?token=secret", {"Host": "evil"}),
        ):
            assert (await browser.get(server.public_url + where, headers=headers)).status == 403, where
        page = await browser.get(server.way_in)
        assert page.status == 200
        assert "token" not in str(page.url)
        assert (await browser.get(f"{server.public_url}/ws", headers={"Origin": "http://evil"})).status == 403
        async with browser.ws_connect(f"{server.public_url}/ws?width=120&height=40") as screen:
            await awaited(screen, lambda text: "Healthcare" in text and "9,761" in text)
            with Session.open(path, author="Bo") as session:
                session.do(SetFigure(None, Figure("healthcare", "overall_scale", "2024", value=1.2345e12, mult=8)))
            await awaited(screen, lambda text: "Bo at" in text)
            await typed(screen, "9")
            await awaited(screen, lambda text: "read-only" in text)
            for keys in ("\r", "E"):
                await typed(screen, keys)
            await awaited(screen, lambda text: ".parquet" in text)
            await typed(screen, "\r")
            await awaited(screen, lambda text: "clusters.csv cannot be written" in text)
    assert sorted(os.listdir(tmp_path)) == ["b.jingdex", "secret.csv"]  # noqa: PTH208 - nothing waits here


async def test_a_screen_ends_with_the_server_that_showed_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the server is killed nothing stays behind."""
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_shell(command(path), stdin=pipe, stdout=pipe, stderr=pipe)
    assert process.stdin
    assert process.stdout
    async with asyncio.timeout(60):
        await process.stdout.readuntil(b"9,761")
        process.stdin.close()
        await process.communicate()


@pytest.mark.parametrize(
    ("host", "port", "named", "address"),
    [
        ("127.0.0.1", 8000, None, "http://127.0.0.1:8000"),
        ("127.0.0.1", 80, None, "http://127.0.0.1"),
        ("::1", 8000, None, "http://[::1]:8000"),
        ("0.0.0.0", 8000, "https://Figures.example.org:443/", "https://figures.example.org"),  # noqa: S104
        ("0.0.0.0", 8000, "http://host:8000", "http://host:8000"),  # noqa: S104
    ],
)
def test_the_address_is_as_browsers_send_it(host: str, port: int, named: str | None, address: str) -> None:
    """In lower case, without the port that goes without saying, and without a path."""
    assert public_address(host, port, named) == address


@pytest.mark.parametrize(
    "named",
    ["figures.example.org", "https://x/path", "ftp://x", "https://ada:secret@x", "http://x?y", "--host=0.0.0.0"],
)
def test_an_address_that_no_browser_can_open_is_refused(
    path: Path, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """So is each address of the machine at once, which has to be called something."""
    option = named if named.startswith("--") else f"--address={named}"
    assert main(["serve", str(path), "--read-only", option]) == 2
    assert "http" in capsys.readouterr().err


def test_a_port_in_use_is_said(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """In one sentence with what to do, and no way in is printed that leads to somebody else's server."""
    for name in environment():
        monkeypatch.setenv(name, "")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", str(path), "--read-only", "--port", str(taken.getsockname()[1])]) == 2
    said = capsys.readouterr()
    assert "name another --port" in said.err
    assert "token" not in said.out


def test_editing_in_a_browser_stays_off(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --read-only the command is refused."""
    assert main(["serve", str(path)]) == 2
    assert "--read-only" in capsys.readouterr().err


class Chromium:
    """A page of a browser without a window, by its debugging protocol."""

    def __init__(self, page: ClientWebSocketResponse) -> None:
        self.page, self.sent, self.frames = page, 0, ""

    async def received(self) -> dict[str, Any]:
        """The next message of the browser; what its sockets receive is noted."""
        message: dict[str, Any] = await self.page.receive_json(timeout=30)
        if message.get("method") == "Network.webSocketFrameReceived":
            frame = message["params"]["response"]
            if frame["opcode"] == 2:
                self.frames += ESCAPES.sub("", b64decode(frame["payloadData"]).decode("utf-8", "replace"))
        return message

    async def call(self, method: str, **parameters: object) -> dict[str, str]:
        """What the browser answers to a call."""
        self.sent += 1
        await self.page.send_json({"id": self.sent, "method": method, "params": parameters})
        while (message := await self.received()).get("id") != self.sent:
            pass
        answer: dict[str, str] = message["result"]
        return answer

    async def seen(self, words: str) -> str:
        """The picture of the page once it has received the words."""
        async with asyncio.timeout(60):
            while words not in self.frames:
                await self.received()
        return (await self.call("Page.captureScreenshot"))["data"]


@pytest.mark.skipif(which("chromium") is None, reason="Chromium is not here: install it to try the page in a browser")
async def test_chromium_sees_a_figure_change(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is drawn, and drawn again after the edit of another person."""
    async with served(path, monkeypatch) as server, ClientSession() as http:
        process = await asyncio.create_subprocess_exec(
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
            f"--user-data-dir={tmp_path / 'profile'}", "about:blank", stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            assert process.stderr
            async for line in process.stderr:
                if b"DevTools listening on" in line:
                    break
            port = urlsplit(line.split()[-1].decode()).port
            pages = await (await http.get(f"http://127.0.0.1:{port}/json")).json()
            async with http.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as page:
                chromium = Chromium(page)
                await chromium.call("Network.enable")
                await chromium.call("Page.navigate", url=server.way_in)
                before = await chromium.seen("9,761")
                with Session.open(path, author="Bo") as session:
                    session.do(SetFigure(None, Figure("healthcare", "overall_scale", "2024", value=1.2345e12, mult=8)))
                after = await chromium.seen("Bo at")
                async with asyncio.timeout(30):
                    while after == before:
                        after = (await chromium.call("Page.captureScreenshot"))["data"]
        finally:
            process.kill()
            await process.communicate()
