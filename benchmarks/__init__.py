"""Measures jingdex over a pseudo-terminal, beside bare Textual programs."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does
