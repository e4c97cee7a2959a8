"""A web service on this machine that gives recorded answers, and keeps what it was asked for."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DATE = "Fri, 01 Mar 2024 08:00:00 GMT"


@dataclass
class Answer:
    """One answer: its body, its type, its code, and further headers."""

    body: bytes = b""
    kind: str = "application/octet-stream"
    code: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Recorded:
    """What the service gives by path with its query; without one by the path, and else an error 404."""

    answers: dict[str, Answer | Callable[[], Answer]]
    port: int = 0
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address of the service."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def recorded(answers: dict[str, Answer | Callable[[], Answer]]) -> Iterator[Recorded]:
    """The service, in a thread that ends on the way out."""
    service = Recorded(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            service.asked.append(self.path)
            service.headers.append(dict(self.headers.items()))
            found = answers.get(self.path) or answers.get(self.path.partition("?")[0]) or Answer(b"gone", code=404)
            answer = found if isinstance(found, Answer) else found()
            self.send_response(answer.code)
            for name, text in {
                "Content-Type": answer.kind,
                "Content-Length": str(len(answer.body)),
                **answer.headers,
            }.items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(answer.body)

        def date_time_string(self, _: float | None = None) -> str:
            """Always the same moment."""
            return DATE

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        service.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()
