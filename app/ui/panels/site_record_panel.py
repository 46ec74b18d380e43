"""Where the record is kept and for how long, and what goes on the bag's insert."""

import re
from typing import Final

from app.core.notation import read_count
from app.core.site_choices import KEEP_YEARS
from app.records.places import find_place
from app.site import Site
from app.ui.widgets.card import Notice
from app.ui.widgets.fields import UnitField
from app.ui.widgets.form_card import Errors, FormCard
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import label, show_if, show_text
from app.wording.paths import with_broken_paths

_LONGEST_YEARS: Final = 100
_LATEST_HOURS: Final = 720
_BEGINS: Final = "postgresql://"
_PASSWORD: Final = re.compile(r"postgresql://[^/?#@]*:[^/?#@]+@|[?&]password=", re.IGNORECASE)
_COURSES: Final = {"no": "No course reference", "yes": "Orders carry a course reference"}
_IN_SIGHT: Final = (
    "The password in this address can be read by everybody who reads site.toml. Keep it in the "
    "server’s own password file (pgpass) or a service file instead."
)


class SiteRecordPanel(FormCard):
    """The place is said as it is now; a change holds from Save on, and moves no entry."""

    def __init__(self) -> None:
        super().__init__("Record", "Sa&ve record")
        self._where = label("", "strong", wrap=True)
        self.body.insertWidget(1, self._where)
        server = UnitField(
            "Address of the record’s server",
            placeholder="blank: a file, no server",
            form="postgresql://user@server/database; blank keeps the record in a file",
        )
        caption = "Server (PostgreSQL), for several workstations"
        self.put_text("record_server", caption, server, 0, 0, 2)
        years = UnitField("Keep entries at least", "years", placeholder=str(KEEP_YEARS))
        self.put_text("keep_years", "Keep at least", years, 1, 0)
        hours = UnitField("Use the bag within", "hours", placeholder="not said")
        self.put_text("use_before_hours", "Bag, use within", hours, 1, 1)
        self.put_choice("asks_course", "Course", _COURSES, 2, 0, 2)
        self._password = Notice()
        self._password.hide()
        self.body.insertWidget(
            3,
            label(
                "Entries stay where they were recorded: to move them, back up, then restore into "
                "the new place. The hours go on the bag’s insert.",
                "small",
                wrap=True,
            ),
        )
        self.body.insertWidget(4, self._password)
        self._why_not = Notice()
        self._why_not.hide()
        self.body.insertWidget(2, self._why_not)
        self.edited.connect(self._warn)

    def show_site(self, site: Site) -> None:
        """Show what is saved, and where the record is now."""
        choices = site.reference.rules.site
        found = find_place(site)
        show_if(self._why_not, bool(found.why_not))
        if found.why_not:
            sentence = f"Nothing can be recorded: {found.why_not}"
            self._why_not.say(with_broken_paths(sentence), Tone.STOP)
        place = found.text
        show_text(self._where, with_broken_paths(place))
        self._where.setAccessibleName(f"The record is in {place}")
        own_years = choices.keep_years == KEEP_YEARS
        hours = choices.use_before_hours
        self.show_saved(
            {
                "record_server": choices.record_server,
                "keep_years": "" if own_years else str(choices.keep_years),
                "use_before_hours": "" if hours is None else str(hours),
                "asks_course": "yes" if choices.asks_course else "no",
            }
        )
        self._warn()

    def read(self, errors: Errors) -> dict[str, object]:
        """The keys of the site's file that were changed: others may change the rest."""
        texts = self.texts
        server = texts["record_server"].strip()
        if server and not server.startswith(_BEGINS):
            errors["record_server"] = (
                f"Write an address that begins with {_BEGINS}, or leave it blank."
            )
        found: dict[str, object] = {
            "record_server": server or None,
            "keep_years": _count(texts["keep_years"], "keep_years", _LONGEST_YEARS, errors),
            "use_before_hours": _count(
                texts["use_before_hours"], "use_before_hours", _LATEST_HOURS, errors
            ),
            "asks_course": True if texts["asks_course"] == "yes" else None,
        }
        return {key: value for key, value in found.items() if self.was_changed(key)}

    def _warn(self) -> None:
        there = bool(_PASSWORD.search(self.texts["record_server"]))
        show_if(self._password, there)
        if there:
            self._password.say(_IN_SIGHT, Tone.ASK)


def _count(text: str, key: str, most: int, errors: Errors) -> int | None:
    """The whole number of a field, None where it is blank; else its sentence is in `errors`."""
    if not text.strip():
        return None
    number = read_count(text)
    if isinstance(number, str):
        errors[key] = number
        return None
    if not 1 <= number <= most:
        errors[key] = f"Write a whole number from 1 to {most}, or leave it blank."
    return number
