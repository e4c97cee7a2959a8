"""Files fetched from a web service by their address; an SDMX REST service also gives the structure of its data."""

import base64
import http.client
import netrc
import os
import re
import shutil
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit

from core.frozen import frozen
from core.words import gettext
from data import system_error
from data.errors import FileError
from data.reading.address import Address, address_of
from data.reading.limits import Limits
from data.reading.sdmx_ml import EXTRA

DATA = (
    "application/vnd.sdmx.data+csv;version=2.0.0;q=1.0, application/vnd.sdmx.data+csv;version=1.0.0;q=0.9,"
    " application/vnd.sdmx.data+json;version=1.0.0;q=0.8, application/vnd.sdmx.structurespecificdata+xml;version=2.1;"
    "q=0.7, text/csv;q=0.6, */*;q=0.1"
)
STRUCTURE = "application/vnd.sdmx.structure+xml;version=2.1, application/xml;q=0.5, */*;q=0.1"
KINDS: Mapping[str, str] = {
    "spreadsheetml": ".xlsx", "zip": ".zip", "csv": ".csv", "json": ".json", "xml": ".xml",
}  # fmt: skip
"""The suffix of a file by a word in its content type."""
NO_RESULTS = re.compile(rb'code="100"|"code"\s*:\s*(?:100|404)|no results? found|no records found', re.IGNORECASE)
"""The answer of a service that no figure matches the request."""
SOME_XML, SOME_JSON, ANY = re.compile(rb"[<:]Obs[ />]"), re.compile(rb'"observations"\s*:\s*\{\s*"'), re.compile(b"")
"""An observation in SDMX-ML and in SDMX-JSON."""
SMALL = 1_000_000
NOT_MODIFIED, NOT_FOUND = 304, 404
TIMEOUT, PIECE, SHOWN = 30, 1 << 16, 120


@frozen
class Fetched:
    """A fetched file, and the service's moment of the answer; without a file nothing is newer.

    `unnamed` says why there is no structure, and so no names of codes, where a structure should exist.
    """

    address: Address
    path: Path | None
    moment: str = ""
    structure: Path | None = None
    unnamed: str = ""


@contextmanager
def fetched(address: Address, limits: Limits, since: str = "") -> Iterator[Fetched]:
    """The answer of a service as a temporary file, with its structure from an SDMX service.

    With `since` only later changes, where the service supports this. Raises FileError, one sentence.
    """
    folder = Path(tempfile.mkdtemp(prefix="jingdex-"))
    try:
        yield _fetched(address, folder, limits, since)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fetched(address: Address, folder: Path, limits: Limits, since: str) -> Fetched:
    try:
        path, moment = _file(address.since(since), folder / address.name, DATA, limits)
        if since and _is_empty(path):
            return Fetched(address, None, since)
    except _ServiceError as refused:
        if since and refused.is_empty:
            return Fetched(address, None, since)
        if not since:
            raise
        path, moment = _file(address, folder / address.name, DATA, limits)
    structure, unnamed = _structure(address, folder, limits)
    return Fetched(address, path, moment, structure, "" if path.suffix == ".json" else unnamed)


def _structure(address: Address, folder: Path, limits: Limits) -> tuple[Path | None, str]:
    """The structure of the data as a file, else why there is none; neither where the address is not SDMX REST."""
    if address.structure is None:
        return None, ""
    if find_spec("pysdmx") is None:
        return None, gettext(
            "The names of codes are left out, as pysdmx reads them: install it with {extra}.", extra=EXTRA
        )
    try:
        return _file(address.structure, folder / f"{address.name}.structure", STRUCTURE, limits)[0], ""
    except FileError as error:
        return None, gettext("The names of codes are left out: {error}", error=error)


def _is_empty(path: Path) -> bool:
    """Whether an answer has no observation: only a header in CSV, no observation in SDMX-ML and SDMX-JSON."""
    if path.stat().st_size > SMALL:
        return False
    content = path.read_bytes()
    if path.suffix == ".csv":
        return not content.partition(b"\n")[2].strip()
    return {".xml": SOME_XML, ".json": SOME_JSON}.get(path.suffix, ANY).search(content) is None


class _ServiceError(FileError):
    """A service answers with an error; `is_empty` where it has no figures for the request."""

    def __init__(self, sentence: str, /, *, is_empty: bool, **values: object) -> None:
        super().__init__(sentence, **values)
        self.is_empty = is_empty


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to the same host."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Any,  # noqa: ANN401 - as urllib has it
        newurl: str,
    ) -> urllib.request.Request | None:
        """The request of the new address. Raises FileError for another host, or without encryption."""
        old, new = urlsplit(req.full_url), urlsplit(urljoin(req.full_url, newurl))
        is_upgrade = (old.scheme, new.scheme) == ("http", "https") and not old.port
        if old.hostname != new.hostname or not (is_upgrade or (old.scheme, old.port) == (new.scheme, new.port)):
            raise FileError(
                "{url} sends on to another host, {host}: name the address there if you trust it.",
                url=address_of(req.full_url).url,
                host=f"{new.scheme}://{new.hostname}"[:SHOWN],
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _file(address: Address, stem: Path, accept: str, limits: Limits) -> tuple[Path, str]:
    """The answer as a file with the suffix of its kind, and the moment of the service."""
    end = time.monotonic() + limits.seconds
    try:
        with _opened(address, accept) as answer:
            suffix, moment = _suffix(address, answer.headers), _moment(answer.headers.get("Date"))
            path = stem.with_name(f"{stem.name}{suffix}")
            with path.open("wb") as file:
                for piece in iter(lambda: answer.read(PIECE), b""):
                    file.write(piece)
                    limits.check_bytes(address.url, file.tell())
                    if time.monotonic() > end:
                        raise limits.exceeded(address.url, "seconds", "")
    except HTTPError as error:
        raise _refused(address, error) from error
    except (URLError, http.client.HTTPException, OSError) as error:
        why = system_error.reason(error)
        raise FileError("{url} does not answer ({why}): try again later.", url=address.url, why=why[:SHOWN]) from error
    length = answer.headers.get("Content-Length", "")
    if length.isdigit() and int(length) != path.stat().st_size:
        raise FileError("{url} stopped in the middle of its answer: try again later.", url=address.url)
    if not path.stat().st_size:
        raise FileError("{url} gives nothing: ask for other figures.", url=address.url)
    changed = _moment(answer.headers.get("Last-Modified")) or moment
    if changed:
        stamp = datetime.fromisoformat(changed).timestamp()
        os.utime(path, (stamp, stamp))
    return path, moment


def _opened(address: Address, accept: str) -> Any:  # noqa: ANN401 - what urllib answers with
    """The answer of the service; proxies come from the environment, logins also from the file .netrc."""
    sign = "&" if "?" in address.url else "?"
    url = f"{address.url}{sign}{address.secret}" if address.secret else address.url
    headers = {"Accept": accept, "Accept-Language": "en, zh;q=0.9", "User-Agent": "jingdex"}
    if login := address.login or _netrc_login(urlsplit(address.url).hostname or ""):
        headers["Authorization"] = f"Basic {base64.b64encode(login.encode()).decode()}"
    opener = urllib.request.build_opener(_SameHost)
    return opener.open(urllib.request.Request(url, headers=headers), timeout=TIMEOUT)  # noqa: S310 - http and https alone


def _netrc_login(host: str) -> str:
    """The login for a host in .netrc; empty without one."""
    try:
        login = netrc.netrc().authenticators(host)
    except (OSError, netrc.NetrcParseError):
        return ""
    return f"{login[0]}:{login[2]}" if login else ""


def _suffix(address: Address, headers: Message) -> str:
    """The suffix of a file of this type. Raises FileError for a web page."""
    kind = headers.get_content_type()
    if kind == "text/html":
        raise FileError("{url} gives a web page and no data: name the address of the data.", url=address.url)
    suffix = next((suffix for word, suffix in KINDS.items() if word in kind), ".csv")
    return f"{suffix}.gz" if headers.get("Content-Encoding", "").casefold() == "gzip" else suffix


def _moment(text: str | None) -> str:
    """A moment of a header in ISO 8601, in UTC; empty without one."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC).isoformat() if text else ""
    except ValueError:
        return ""


def _refused(address: Address, error: HTTPError) -> _ServiceError:
    """The error of a service, with its own words."""
    body = error.read(PIECE)
    text = " ".join(re.sub(r"<[^>]*>", " ", body.decode("utf-8", "replace")).split())[:SHOWN]
    is_empty = error.code == NOT_MODIFIED or (error.code == NOT_FOUND and bool(NO_RESULTS.search(body)))
    why = f"{error.code} {error.reason}" + (
        f": {text}" if text and "html" not in error.headers.get_content_type() else ""
    )
    sentence = "{url} answers with an error ({why}): correct the address."
    return _ServiceError(sentence, url=address.url, why=why, is_empty=is_empty)
