"""Contents changed at random: bytes cut, repeated, overwritten or put in from elsewhere."""

import random

ODD = ("\0", "\x1b]52;c;aGFjaw==\x07", "=1+1", "1e999", "9" * 400, "-", "，", "%", "亿", '"', "\n", "\u202e", "[" * 50)


def changed(content: bytes, chance: random.Random) -> bytes:
    """The content with one to six changes."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(content) + 1)
        until = min(len(content), at + chance.choice((0, 1, 4, 16, 256)))
        piece = chance.choice((b"", content[at:until] * 2, chance.randbytes(until - at), chance.choice(ODD).encode()))
        content = content[:at] + piece + content[until:]
    return content
