"""The server that shows a workbook in browsers: Textual's own, behind a token, read-only."""

import logging
from secrets import compare_digest
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler
from textual_serve.server import Server

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

    def initialize_logging(self) -> None:
        """Only what goes wrong is said."""
        logging.basicConfig(level=logging.WARNING)

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
        known = compare_digest(given or request.cookies.get(COOKIE, ""), self.token)
        origin = request.headers.get("Origin", self.public_url)
        if not known or request.host != urlsplit(self.public_url).netloc or origin != self.public_url:
            raise web.HTTPForbidden(text="Open the address that `jingdex serve` printed, with its token.\n")
        if given is None:
            return await handler(request)
        answer = web.HTTPFound("/")
        answer.set_cookie(COOKIE, self.token, httponly=True, samesite="Strict")
        raise answer
