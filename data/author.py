"""The name of the person at the keyboard."""

import getpass
import os


def author_name() -> str:
    """The name in JINGDEX_AUTHOR, else the login name, else the user number; never empty."""
    name = os.environ.get("JINGDEX_AUTHOR", "").strip() or _login_name()
    return name.encode(errors="replace").decode()


def _login_name() -> str:
    try:
        return getpass.getuser().strip() or f"user {os.getuid()}"
    except (KeyError, OSError, ImportError):  # a user without a name, as in many containers
        return f"user {os.getuid()}"
