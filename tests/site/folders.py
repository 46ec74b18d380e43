"""Site folders and rows of CMS's layout for the tests."""

from pathlib import Path

from app.site.site_folder import FoundBy, SiteFolder

PREAMBLE = (
    b"***Disclaimers\t\t\r\n\t\t\r\n*Inclusion does not imply coverage.\xa0\t\t\r\n"
    b"\xa0\xa0 convey endorsement.\xa0 \t\t\r\n\r\n\r\n"
)
"""As in CMS's file of 2019: tabs, no-break spaces of one byte, blank lines."""


def chosen(path: Path) -> SiteFolder:
    """The folder as one that was chosen in Site setup."""
    return SiteFolder(path, FoundBy.SETUP)


def row(
    code: str,
    descriptor: str,
    first_day: str = "20190101",
    last_day: str = "",
    *,
    successor: str = "",
    length: int = 320,
) -> bytes:
    """The rows of one code or modifier, as many as its descriptor needs, each of `length`."""
    place, kinds = f"{code:>5}", "34" if len(code) == 5 else "78"
    parts = [descriptor[start : start + 79] for start in range(0, len(descriptor), 79)]
    rows = []
    for number, part in enumerate(parts):
        line = f"{place}{number + 1:03}00{kinds[min(number, 1)]}{part:80}"
        if not number:
            line = f"{line}{descriptor[:28]:28}".ljust(204) + f"{successor:5}"
            line = line.ljust(268) + f"{first_day:8}{first_day:8}{last_day:8}N"
        rows.append(f"{line:{length}}"[:length].encode("latin-1") + b"\r\n")
    return b"".join(rows)


SMALL = (
    PREAMBLE
    + row("JW", "Drug amount discarded/not administered to any patient", "20030101")
    + row("C9492", "Injection, durvalumab, 10 mg", "20171001", "20181231", successor="J9173")
    + row("J9173", "Injection, durvalumab, 10 mg")
    + row("J0001", "Injection, smallumab with a descriptor that runs on over two rows because it "
          "is longer than the eighty characters that a row has, 5 mg")
)  # fmt: skip
"""Three codes and a modifier."""


def filler(*, length: int = 320, first: str = "A", last: str = "V") -> bytes:
    """5,001 codes, so that a file looks whole."""
    many = (
        row(f"{first}{number:04}", f"Example {number}", length=length) for number in range(5_000)
    )
    return b"".join((*many, row(f"{last}0001", "Example", length=length)))


WHOLE = SMALL + filler()
"""5,004 codes and a modifier."""
