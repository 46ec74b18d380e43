"""What is wrong with a reference file: for us, or for the person who wrote it for a site."""


class ReferenceFileError(Exception):
    """A reference file cannot be used: which file, which key ("limits.max_dose_mg"), and why.

    `line` counts from 1; 0 where it is not known.
    """

    def __init__(self, file: str, key: str, why: str, line: int = 0) -> None:
        super().__init__(f"{file}: {key}: {why}" if key else f"{file}: {why}")
        self.file = file
        self.key = key
        self.why = why
        self.line = line

    @property
    def sentence(self) -> str:
        """For a person who wrote the file: "one.toml, line 7: unit_mg is not a figure above 0."."""
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{printable(place)}: {self.reason}."

    @property
    def sentence_of_ours(self) -> str:
        """The same of a file that came with the program, and what to do about it."""
        return f"{self.sentence} Unpack the program anew, into a new folder."

    @property
    def reason(self) -> str:
        """Key and why, on one line whatever stands in the file: "theme is missing or empty"."""
        return printable(f"{self.key} {self.why}".strip().rstrip("."))


def printable(text: str) -> str:
    """The text with a mark for each character that would break the line or turn it around."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "�" for c in text)
