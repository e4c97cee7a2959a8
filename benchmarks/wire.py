"""A socket between a client and a PostgreSQL server that counts round trips, and cuts the connection at one of them."""

import socket
from contextlib import suppress
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Self
from urllib.parse import urlsplit, urlunsplit

from psycopg.conninfo import conninfo_to_dict

SOCKET = ".s.PGSQL.5432"
AT_ONCE = 65536


class Wire:
    """A socket at `url` that leads to the server of another address.

    `turns` counts how often a client spoke after the server. At the turn `cut_at` the connection is cut: before the
    server has heard what the client said, or, where `is_late`, before the client hears the answer.
    """

    def __init__(self, url: str) -> None:
        self.turns, self.cut_at, self.is_late = 0, 0, False
        self._server = conninfo_to_dict(url)
        self._folder = TemporaryDirectory(prefix="jingdex-wire-")
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(Path(self._folder.name, SOCKET)))
        self._listener.listen()
        parts = urlsplit(url)
        user = parts.netloc.rpartition("@")[0]
        self.url = urlunsplit(parts._replace(netloc=f"{user}@" if user else "", query=f"host={self._folder.name}"))
        Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        self._folder.cleanup()

    def _accept(self) -> None:
        with suppress(OSError):  # the listener is closed
            while True:
                client, _ = self._listener.accept()
                Thread(target=self._carry, args=(client, self._connected()), daemon=True).start()

    def _connected(self) -> socket.socket:
        host, port = str(self._server["host"]), self._server.get("port") or 5432
        if not host.startswith("/"):
            return socket.create_connection((host, int(port)))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{host}/.s.PGSQL.{port}")
        return server

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        speaker = server
        with client, server, suppress(OSError):
            while True:
                for source in select([client, server], [], [])[0]:
                    said = source.recv(AT_ONCE)
                    self.turns += source is client and speaker is server
                    if not said or (self.turns == self.cut_at and (source is server) == self.is_late):
                        return
                    (server if source is client else client).sendall(said)
                    speaker = source
