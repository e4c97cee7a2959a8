"""Documents of methods for tests: a tree in one line, and a line for each step."""


def method_text(tree: str, *steps: str, code: str = "m", more: str = "") -> str:
    """A document, such as `method_text("top; a top weight=2; b top", "aggregate arithmetic")`.

    Each node is its code, what it stands under and its other fields; each step is its kind, its choice and its
    settings. The fields and settings are written as in TOML, without blanks. `more` are lines of the method itself.
    """
    nodes = [_table("tree", ("code", "parent"), node) for node in tree.split(";")]
    chosen = [_table("steps", ("kind", "how"), step) for step in steps]
    return "\n".join([f'[method]\ncode = "{code}"\n{more}', *nodes, *chosen, ""])


def _table(name: str, keys: tuple[str, ...], line: str) -> str:
    words = line.split()
    plain = [word for word in words if "=" not in word]
    named = [f'{key} = "{word}"' for key, word in zip(keys, plain, strict=False)]
    return "\n".join([f"[[{name}]]", *named, *(word.replace("=", " = ", 1) for word in words if "=" in word)])
