"""Excel workbooks whose archive is whole while one of the parts in it is damaged."""

import random
import zipfile
from io import BytesIO


def broken_within(whole: bytes, chance: random.Random) -> bytes:
    """The workbook with up to 40 bytes of one part of `xl/` cut or replaced."""
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([one for one in parts if one.startswith("xl/")])
    content = bytearray(parts[name])
    at = chance.randrange(len(content))
    pieces = (b"", b"<", b"&", b"9" * 30, b'"', bytes([chance.randrange(256)]))
    content[at : at + chance.randint(1, 40)] = chance.choice(pieces)
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part, text in {**parts, name: bytes(content)}.items():
            archive.writestr(part, text)
    return made.getvalue()
