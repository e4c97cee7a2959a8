"""Measures jingdex over a pseudo-terminal, beside bare Textual programs."""
