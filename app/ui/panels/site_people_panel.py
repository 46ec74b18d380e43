"""Who signs here: a short list of initials with a PIN each, or initials alone."""

from typing import Final

from PySide6.QtWidgets import QLineEdit

from app.site import Site
from app.ui.widgets.fields import UnitField
from app.ui.widgets.form_card import Errors, FormCard
from app.ui.widgets.text import label, show_text

_ADD: Final = "add"
_CHANGE: Final = "change"
_REMOVE: Final = "remove"
_WHAT: Final = {
    _ADD: "add a person",
    _CHANGE: "give a person a new PIN",
    _REMOVE: "take a person off the list",
}
_SIGN: Final = {"": "with initials and PIN", "alone": "with initials alone"}
_BLANK: Final = {"what": _ADD, "initials": "", "pin": "", "again": ""}


class SitePeoplePanel(FormCard):
    """One change at a time: a person added, given a new PIN, or taken off the list."""

    def __init__(self) -> None:
        super().__init__("People", "Save &people")
        self._people: dict[str, str] = {}
        self._list = label("", "strong", wrap=True)
        self.body.insertWidget(1, self._list)
        self.put_choice("sign", "They sign", _SIGN, 0, 0, 2)
        self.put_choice("what", "Change", _WHAT, 1, 0, 2, name="Change of people")
        self.put_choice("person", "Person", {}, 2, 0, 2)
        initials = UnitField("New initials", placeholder="RK", form="two to six letters and digits")
        self.put_text("initials", "Initials", initials, 3, 0, 2)
        for key, caption, column in (("pin", "PIN", 0), ("again", "PIN again", 1)):
            field = UnitField(f"New {caption}", form="4 to 12 digits")
            field.line.setEchoMode(QLineEdit.EchoMode.Password)
            self.put_text(key, caption, field, 4, column)
        hint = (
            "A PIN tells who did it. It is not a lock: whoever may write to the site folder can "
            "change this list. Nobody signs both a worksheet and its check."
        )
        self.body.insertWidget(self.body.count() - 2, label(hint, "small", wrap=True))
        self.edited.connect(self._show_what_applies)

    def show_site(self, site: Site) -> None:
        """Show who is on the list."""
        choices = site.reference.rules.site
        self._people = {person.initials: person.pin for person in choices.people}
        said = [f"{who}{'' if pin else ' (no PIN yet)'}" for who, pin in self._people.items()]
        show_text(self._list, ", ".join(said) or "Nobody is on the list yet.")
        self.put_entries("person", {who: who for who in self._people})
        first = next(iter(self._people), "")
        chosen = self.texts.get("person", first)
        self.show_saved(
            {"sign": "alone" if choices.initials_alone else "", "person": first, **_BLANK}
        )
        if chosen not in self._people:
            self._typed.pop("person", None)
            self._show("person", first)
        self._show_what_applies()

    def say_saved(self, trouble: str) -> None:
        """That it was saved, and then no PIN stays in sight; or why nothing was."""
        if not trouble:
            self._typed = {}
            for key, text in self._saved.items():
                self._show(key, text)
            self._show_what_applies()
        super().say_saved(trouble)

    def read(self, errors: Errors) -> dict[str, object]:
        """The keys of the site's file that change."""
        changes: dict[str, object] = {}
        if self.was_changed("sign"):
            changes["initials_alone"] = True if self.texts["sign"] else None
        if self.was_changed("what", "initials", "pin", "again"):
            who = self._who(errors)
            removed = self.texts["what"] == _REMOVE
            changes[f"people.{who}"] = None if removed else self._pin(errors)
        return changes

    def _who(self, errors: Errors) -> str:
        from app.site.people import initials_of  # noqa: PLC0415 when somebody saves

        if self.texts["what"] != _ADD:
            if not self.texts["person"]:
                errors["person"] = "Nobody is on the list yet: add a person."
            return self.texts["person"]
        who = initials_of(self.texts["initials"])
        if who is None:
            errors["initials"] = "Write two to six letters and digits, such as RK."
        elif who in self._people:
            errors["initials"] = f"{who} is on the list: give {who} a new PIN, or write RK2 or so."
        return who or ""

    def _pin(self, errors: Errors) -> str:
        """What is kept of the PIN that was typed twice, "" where initials alone need none."""
        from app.site.people import hash_pin, why_not_a_pin  # noqa: PLC0415 when somebody saves

        pin = self.texts["pin"].strip()
        if not pin and self.texts["sign"] and self.texts["what"] == _ADD:
            return ""
        if why := why_not_a_pin(pin):
            errors["pin"] = why
        elif pin != self.texts["again"].strip():
            errors["again"] = "The two PINs are not the same: type both again."
        return "" if errors else hash_pin(pin)

    def _show_what_applies(self) -> None:
        what = self.texts["what"]
        self.show_field("initials", there=what == _ADD)
        self.show_field("person", there=what != _ADD)
        for key in ("pin", "again"):
            self.show_field(key, there=what != _REMOVE)
