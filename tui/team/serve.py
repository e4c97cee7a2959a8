"""The server that shows a workbook in browsers: Textual's own, behind a token, read-only."""

import logging
from secrets import compare_digest
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler
from textual_serve.server import Server

from core.words import gettext
from tui.cli.output import write

COOKIE = "jingdex"


class LookingServer(Server):
    """Serves a command to whoever has the token, and only under the address that it was given."""

    def __init__(self, command: str, host: str, port: int, address: str, token: str) -> None:
        super().__init__(command, host, port, "jingdex", address)
        self.token = token

    @property
    def way_in(self) -> str:
        """The address that lets a browser in."""
        return f"{self.public_url}/?token={self.token}"

    def serve(self, debug: bool = False) -> None:
        """Serve until Ctrl+C; once the server listens, the way in is said. Raises OSError and OverflowError."""
        self.debug = debug
        logging.basicConfig(level=logging.WARNING)
        line = gettext("open {way_in} in a browser, Ctrl+C ends\n", way_in=self.way_in)
        web.run_app(self.make_app(), host=self.host, port=self.port, print=lambda _: write(line))

    async def on_startup(self, app: web.Application) -> None:
        """Nothing is printed: the command has said where the server is."""

    async def make_app(self) -> web.Application:
        """The application, with the token before everything else."""
        app = await super()._make_app()
        app.middlewares.append(self._guarded)
        return app

    _make_app = make_app

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let in who has the token, once by the address and then by a cookie; other sites cannot use that cookie."""
        given = request.query.get("token")
        known = compare_digest((given or request.cookies.get(COOKIE, "")).encode(), self.token.encode())
        origin = request.headers.get("Origin", self.public_url)
        if not known or request.host != urlsplit(self.public_url).netloc or origin != self.public_url:
            raise web.HTTPForbidden(text="Open the address that `jingdex serve` printed, with its token.\n")
        if given is None:
            return await handler(request)
        answer = web.HTTPFound("/")
        is_secure = self.public_url.startswith("https:")
        answer.set_cookie(COOKIE, self.token, httponly=True, samesite="Strict", secure=is_secure)
        raise answer
