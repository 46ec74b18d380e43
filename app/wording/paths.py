"""Long paths in a sentence, broken where a narrow place would cut them."""

import re

_AFTER_A_SEPARATOR = re.compile(r"(?<=[/\\])")


def with_broken_paths(text: str, longest: int = 32) -> str:
    """The text with line ends in words of more than `longest` letters, after a separator if any."""
    return " ".join(_broken(word, longest) for word in text.split(" "))


def _broken(word: str, longest: int) -> str:
    if len(word) <= longest:
        return word
    lines = [""]
    for part in _AFTER_A_SEPARATOR.split(word):
        if lines[-1] and len(lines[-1]) + len(part) > longest:
            lines.append("")
        lines[-1] += part
        while len(lines[-1]) > longest:
            lines[-1:] = [lines[-1][:longest], lines[-1][longest:]]
    return "\n".join(lines)
