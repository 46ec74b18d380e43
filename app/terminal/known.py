"""What a command knows: the program's reference with the site's own files and choices on it."""

from app.contract.visible import visible
from app.reference import Reference
from app.site import load
from app.terminal.output import write_error


def load_known() -> Reference:
    """The reference; what of the site's files cannot be used is said on standard error."""
    reference = load()
    for note in reference.notes:
        write_error(visible(note))
    return reference
