"""Web addresses without login and secrets, and the address of an SDMX REST service's structures."""

import re
from dataclasses import replace
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from core.frozen import frozen
from data.errors import FileError

ADDRESS = re.compile(r"(?i)[a-z][a-z0-9+.-]*://\S+")
SCHEMES = ("http", "https")
SECRET = re.compile(r"(?i)(?:.*[-_])?(?:api-?_?key|key|token|secret|password|passwd|pwd|auth|signature|sig)")
"""The names of secret parts of a query: they are sent, and neither shown nor stored."""
FLOW = re.compile(r"(?P<base>.*)/data/(?P<two>dataflow/)?(?P<flow>[^/]+)(?P<rest>(?:/[^/]*)*)")
"""The path of a query of data: SDMX REST 1 names the flow AGENCY,ID,VERSION, SDMX REST 2 dataflow/AGENCY/ID/VERSION."""
WITHOUT = "&%=+,;:/@!*'()$~"
"""Signs that are not escaped in an address."""


@frozen
class Address:
    """A web address without secrets: these are in `login` (user:password) and `secret` (parts of a query)."""

    url: str
    login: str = ""
    secret: str = ""

    @property
    def name(self) -> str:
        """The name of its content: that of the data flow, else the last part of its path."""
        path = urlsplit(self.url).path.rstrip("/")
        flow = FLOW.fullmatch(path)
        last = _flow_of(flow)[1] if flow else unquote(path.rpartition("/")[2]).partition(".")[0]
        return re.sub(r"[^\w-]+", "_", last).strip("_")[:60] or "data"

    @property
    def structure(self) -> "Address | None":
        """The address of data structure and code lists at an SDMX REST service; null for any other address."""
        parts = urlsplit(self.url)
        flow = FLOW.fullmatch(parts.path.rstrip("/"))
        if flow is None:
            return None
        agency, code, version = _flow_of(flow)
        kind = "structure/dataflow" if flow["two"] else "dataflow"
        path = f"{flow['base']}/{kind}/{agency or ('*' if flow['two'] else 'all')}/{code}/"
        path += version or ("+" if flow["two"] else "latest")
        return replace(self, url=urlunsplit((parts.scheme, parts.netloc, path, "references=descendants", "")))

    def since(self, moment: str) -> "Address":
        """The address of the changes after a moment (SDMX REST: updatedAfter)."""
        sign = "&" if "?" in self.url else "?"
        return replace(self, url=f"{self.url}{sign}updatedAfter={quote(moment)}") if moment else self


def is_address(text: str) -> bool:
    """Whether a text is a web address rather than the name of a file."""
    return ADDRESS.fullmatch(text.strip()) is not None


def address_of(text: str) -> Address:
    """The address in a text. Raises FileError where it is not one of http or https, or has no host."""
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise FileError("That is not a web address: write https://HOST/PATH.") from error
    if parts.scheme.casefold() not in SCHEMES or not host:
        raise FileError(
            "{scheme}:// is not an address of a web service: write https://HOST/PATH.", scheme=parts.scheme[:20]
        )
    query = parse_qsl(parts.query, keep_blank_values=True)
    public, secret = (
        urlencode([(key, text) for key, text in query if bool(SECRET.fullmatch(key)) is is_secret], safe=WITHOUT)
        for is_secret in (False, True)
    )
    place = f"[{host}]" if ":" in host else host
    netloc = f"{place}:{port}" if port else place
    path = quote(parts.path, safe=WITHOUT)
    login = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}" if parts.username else ""
    return Address(urlunsplit((parts.scheme.casefold(), netloc, path, public, "")), login, secret)


def _flow_of(match: re.Match[str]) -> tuple[str, str, str]:
    """Agency, code and version of the data flow in a path; empty where they are missing."""
    parts = [match["flow"], *match["rest"].strip("/").split("/")] if match["two"] else unquote(match["flow"]).split(",")
    if not match["two"] and len(parts) == 1:
        return "", parts[0], ""
    agency, code, version = [*parts, "", ""][:3]
    return agency, code, version
