"""Long paths are broken and stay the same path."""

import pytest

from app.wording.paths import with_broken_paths


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("/mnt/site", ["/mnt/site"]),
        (
            "/srv/shares/infusion/vialwise/site can be read.",
            ["/srv/shares/infusion/vialwise/", "site can be read."],
        ),
        (
            r"\\server\clinic\infusion\vialwise\site",
            ["\\\\server\\clinic\\infusion\\", "vialwise\\site"],
        ),
        ("x" * 40, ["x" * 32, "x" * 8]),
    ],
)
def test_a_long_word_is_broken_after_a_separator_where_it_has_one(
    text: str, lines: list[str]
) -> None:
    broken = with_broken_paths(text)
    assert broken.split("\n") == lines
    assert broken.replace("\n", "") == text
