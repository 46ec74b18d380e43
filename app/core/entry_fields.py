"""What an entry of the record says beside its order: the references, and who signs."""

from typing import Final

from app.core.finding import FieldError
from app.core.site_choices import SiteChoices

LONGEST_REFERENCE: Final = 40
SHORTEST_INITIALS: Final = 2
LONGEST_INITIALS: Final = 40


def why_not_encounter(text: str) -> FieldError | None:
    """Why that is no reference of an encounter, or None; it is required."""
    if not text:
        return FieldError("encounter", "Type the encounter’s reference.", missing=True)
    return _why_not_reference(text, "encounter")


def why_not_course(text: str) -> FieldError | None:
    """Why that is no reference of a course, or None; it may be blank."""
    return _why_not_reference(text, "course") if text else None


def why_not_by(text: str, site: SiteChoices) -> FieldError | None:
    """Why nobody signs by that, or None. Where the site lists people, only they do.

    By initials alone it is not known who typed them: that is the PIN's business, in the window.
    """
    if not text:
        return FieldError("by", "Type the initials of who did it.", missing=True)
    if text != text.strip() or not text.isprintable():
        return FieldError("by", "Write initials in one line, without blanks around them.")
    if not SHORTEST_INITIALS <= len(text) <= LONGEST_INITIALS:
        return FieldError(
            "by", f"Initials have {SHORTEST_INITIALS} to {LONGEST_INITIALS} characters."
        )
    if site.people and site.person(text) is None:
        return FieldError("by", f"“{text}” is not among the people of this site in Site setup.")
    return None


def signed_as(text: str, site: SiteChoices) -> str:
    """The initials as the site lists them, or as they were typed where it lists nobody."""
    person = site.person(text)
    return text if person is None else person.initials


def _why_not_reference(text: str, field: str) -> FieldError | None:
    if text != text.strip() or not text.isprintable():
        return FieldError(field, "Write the reference in one line, without blanks around it.")
    if len(text) > LONGEST_REFERENCE:
        return FieldError(field, f"A reference has at most {LONGEST_REFERENCE} characters.")
    return None
