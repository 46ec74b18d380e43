"""The theme that a user chose, in the user's own folder: a site's theme holds where none was."""

from typing import Final

from app.site.site_folder import user_data_folder
from app.site.site_table import THEMES
from app.site.whole_file import write_beside

AS_SYSTEM: Final = "system"
"""Chosen as such, so that it goes before the site's."""
_FILE: Final = "theme.txt"


def read_user_theme() -> str:
    """One of the themes, or "system"; "" where the user chose none, or none that is known."""
    try:
        word = (user_data_folder() / _FILE).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return word if word in (*THEMES, AS_SYSTEM) else ""


def theme_in_force(site_theme: str) -> str:
    """The user's choice, else the site's; "" for the system's."""
    own = read_user_theme() or site_theme
    return "" if own == AS_SYSTEM else own


def remember_user_theme(name: str) -> str:
    """Keep the choice for next time; a sentence where it cannot be kept, else ""."""
    file = user_data_folder() / _FILE
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_beside(file, f"{name}\n".encode())
    except OSError as error:
        return f"The theme is not remembered for next time ({error.strerror})."
    return ""
