"""Answers to a question that is asked with y/N."""

YES = ("y", "yes", "是")


def is_yes(text: str) -> bool:
    """Whether the answer is yes; anything else, and nothing, is no."""
    return text.strip().casefold() in YES
