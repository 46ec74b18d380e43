"""What the site chose, live: saved in the site folder, read back, and answered by at once."""

import os
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from app.core.site_choices import CodeDecision
from app.reference import Reference
from app.site import (
    FoundBy,
    Site,
    SiteFolder,
    find_site_folder,
    load_site,
    remember_site_folder,
)
from app.site.site_folder import why_shut
from app.site.user_theme import remember_user_theme, theme_in_force
from app.ui.live_answer import LiveAnswer

if TYPE_CHECKING:
    from app.site.people import WrongPins


class LiveSite(QObject):
    """Holds the site's folder and what came of it; each change is saved first, then read back."""

    changed = Signal()
    """The folder was read anew: rules, drugs or folder may be others now."""

    def __init__(
        self,
        live: LiveAnswer,
        site: Site,
        today: Callable[[], date],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(live)
        self._live = live
        self._site = site
        self._wrong_pins: WrongPins | None = None
        self.today, self.now = today, now

    @classmethod
    def of(cls, live: LiveAnswer) -> "LiveSite":
        """The one that goes with a live answer."""
        found = cast("LiveSite | None", live.findChild(cls))  # the stubs know no None
        if found is None:
            raise RuntimeError("this answer has no site: build_window makes both")
        return found

    @property
    def site(self) -> Site:
        """The folder and all that came of it."""
        return self._site

    @property
    def reference(self) -> Reference:
        """Drugs and rules with what the site chose."""
        return self._site.reference

    @property
    def folder(self) -> SiteFolder:
        """Where the choices are kept, and what named it."""
        return self._site.folder

    @property
    def theme(self) -> str:
        """The theme that this user chose, else the site's; "" for the system's."""
        return theme_in_force(self._site.theme)

    @property
    def is_read_only(self) -> bool:
        """Whether the folder is there and may not be written."""
        path = self.folder.path
        return not why_shut(path) and path.is_dir() and not os.access(path, os.W_OK)

    @property
    def read_only_sentence(self) -> str:
        """What is said where the folder may not be written, else ""."""
        if not self.is_read_only:
            return ""
        from app.site.whole_file import who_can_change  # noqa: PLC0415 rarely

        path = self.folder.path
        return f"{path} may be read but not written from here: {who_can_change(path)} can."

    def settle_code(self, drug_id: str, code: str, by: str, why: str) -> str:
        """The site bills that code for the drug from now on; "", or why nothing was settled."""
        from app.site.save import save_code_decision  # noqa: PLC0415 rarely, and not at start

        dated = self.reference.rules.codes.dated
        decision = CodeDecision(drug_id, code, by.strip(), why.strip(), self.today(), dated)
        said = save_code_decision(self.folder, decision, self._site.own_drugs, self.today())
        if not said:
            self._live.name_person(by)
            self.read_anew()
        return said

    def why_not_signed(self, initials: str, pin: str) -> str:
        """Why that person does not sign with that PIN, "" where they do."""
        from app.site.people import WrongPins, why_not_signed  # noqa: PLC0415 when somebody signs

        if self._wrong_pins is None:
            self._wrong_pins = WrongPins.of_user()
        return why_not_signed(self.reference.rules.site, initials, pin, self._wrong_pins)

    def choose(self, changes: Mapping[str, object], seen: str) -> str:
        """Change these keys of the site's file; "", or the sentence on why nothing was changed.

        `seen` is the file's text that the person saw: what somebody else changed in it meanwhile is
        said and not written over. Either way what is in the file now is shown next.
        """
        from app.site.save import Changes, save, seen_in  # noqa: PLC0415 rarely, and not at start

        wanted = cast("Changes", changes)
        said = save(self.folder, wanted, self._site.own_drugs, seen_in(seen, wanted))
        self.read_anew()
        return said

    def choose_theme(self, name: str) -> str:
        """This user's theme, or the system's, from now on; "", or why it is not remembered."""
        said = remember_user_theme(name)
        if not said:
            self.changed.emit()
        return said

    def use_folder(self, text: str) -> str:
        """Keep the choices in that folder from now on, a blank for this user's own; "", or why not.

        A folder that an administrator named goes before a choice made here, so none is taken then.
        """
        if self.folder.found_by in (FoundBy.VARIABLE, FoundBy.POINTER):
            return f"{self.folder.found_by} names the folder and goes first: change it there."
        folder: SiteFolder | None = None
        if text.strip():
            path = Path(text.strip()).expanduser()
            if not path.is_absolute():
                return f"“{text.strip()}” is not a whole path, from the drive or the root on."
            if why := why_shut(path):
                return f"{path} cannot be looked into ({why}): have its owner give you the right."
            if not path.is_dir():
                return f"There is no folder {path}. Make it first, or connect its drive."
            folder = SiteFolder(path, FoundBy.SETUP)
        said = remember_site_folder(folder.path if folder else None)
        if not said:
            self.read_anew(folder or find_site_folder())
        return said

    def read_anew(self, folder: SiteFolder | None = None) -> None:
        """Read the folder again and answer by what is in it."""
        self._site = load_site(folder or self.folder, today=self.today())
        self._live.use_reference(self.reference)
        self.changed.emit()
