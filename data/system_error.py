"""Messages of the system and of Python's readers on a file or a connection that fails, in the language spoken."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from core.words import gettext, marked
from data.errors import FileError

REASONS = marked(
    {
        errno.EPERM: "Operation not permitted",
        errno.ENOENT: "No such file or directory",
        errno.EIO: "Input/output error",
        errno.ENXIO: "No such device or address",
        errno.EAGAIN: "Resource temporarily unavailable",
        errno.ENOMEM: "Cannot allocate memory",
        errno.EACCES: "Permission denied",
        errno.EBUSY: "Device or resource busy",
        errno.EEXIST: "File exists",
        errno.EXDEV: "Invalid cross-device link",
        errno.ENOTDIR: "Not a directory",
        errno.EISDIR: "Is a directory",
        errno.EINVAL: "Invalid argument",
        errno.ENFILE: "Too many open files in system",
        errno.EMFILE: "Too many open files",
        errno.ETXTBSY: "Text file busy",
        errno.EFBIG: "File too large",
        errno.ENOSPC: "No space left on device",
        errno.EROFS: "Read-only file system",
        errno.EPIPE: "Broken pipe",
        errno.ENAMETOOLONG: "File name too long",
        errno.ENOTEMPTY: "Directory not empty",
        errno.ELOOP: "Too many levels of symbolic links",
        errno.EADDRINUSE: "Address already in use",
        errno.EADDRNOTAVAIL: "Cannot assign requested address",
        errno.ENETUNREACH: "Network is unreachable",
        errno.ECONNABORTED: "Software caused connection abort",
        errno.ECONNRESET: "Connection reset by peer",
        errno.ETIMEDOUT: "Connection timed out",
        errno.ECONNREFUSED: "Connection refused",
        errno.EHOSTUNREACH: "No route to host",
        errno.ESTALE: "Stale file handle",
        errno.EDQUOT: "Disk quota exceeded",
    }
)
"""By their numbers, which all systems share; the texts differ between systems."""
OF_NAMES = marked(
    {
        socket.EAI_NONAME: "Name or service not known",
        socket.EAI_AGAIN: "Temporary failure in name resolution",
    }
)
OF_READERS = marked(
    (
        "timed out",
        "unexpected end of data",
        "line contains NUL",
        "File is not a zip file",
        "Truncated file header",
        "Bad magic number for file header",
        "Bad magic number for central directory",
        "Compressed file ended before the end-of-stream marker was reached",
        "Error -3 while decompressing data: incorrect header check",
        "Error -3 while decompressing data: invalid block type",
        "Error -3 while decompressing data: incorrect data check",
    )
)
"""The messages of the readers of CSV and of archives, which exist in English alone."""


def reason(error: Exception) -> str:
    """The reason why the system failed; for other errors, and other numbers, their own words."""
    cause = getattr(error, "reason", None)
    if isinstance(cause, Exception):
        return reason(cause)
    texts = OF_NAMES if isinstance(error, socket.gaierror) else REASONS
    number = error.errno if isinstance(error, OSError) else None
    if number in texts:
        return gettext(texts[number])
    if isinstance(error, UnicodeDecodeError):
        return gettext("byte {position:,} is not UTF-8", position=error.start + 1)
    own = getattr(error, "strerror", None) or cause or str(error) or type(error).__name__
    return gettext(str(own).rstrip("."))


@contextmanager
def reading(path: object) -> Iterator[None]:
    """Turn the errors of the system into a FileError: it does not let this file be read."""
    try:
        yield
    except OSError as error:
        raise FileError("{path} cannot be read ({why}): name a file that can.", path=path, why=reason(error)) from error
