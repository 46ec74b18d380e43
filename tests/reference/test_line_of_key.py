"""A key's line in a TOML text, however deep it stands."""

import pytest

from app.reference.line_of_key import line_of_key

TEXT = """# a file
id = "a"
"quoted" = 1

[limits] # tight
max_mg = 5

[[rows]]
mg = 1

[[rows.doses]]
kg = 3
  indented=4

[[rows]]
mg = 2
[[rows.doses]]
[[rows.doses]]
kg = 7
[bags.durvalumab]
ml = 100
"""


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("id", 2),
        ("quoted", 3),
        ("limits", 5),
        ("limits.max_mg", 6),
        ("limits.missing", 5),
        ("rows[0].mg", 9),
        ("rows[0].doses[0].indented", 13),
        ("rows[1].mg", 16),
        ("rows[1].doses[1].kg", 19),
        ("rows[1].doses[0].missing", 17),
        ("bags.durvalumab.ml", 21),
        ("missing", 0),
        ("", 0),
    ],
)
def test_key_is_on_its_line_and_a_missing_one_on_its_tables(key: str, line: int) -> None:
    assert line_of_key(TEXT, key) == line
