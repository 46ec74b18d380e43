"""What goes wrong with the record, as a person is told."""


class RecordTrouble(Exception):  # noqa: N818 it is what a person has, and is shown as it is
    """One plain sentence: what was not recorded or read, why, and what to do.

    No password is ever in it.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
