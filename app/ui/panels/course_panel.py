"""The course before this dose, as typed."""

from typing import Any

from PySide6.QtCore import Signal

from app.core.claim_draft import HistoryDraft, VialsBeforeDraft
from app.core.notation import without_agreeing_unit
from app.ui.messages import messages_for
from app.ui.typed_order import Shown
from app.ui.widgets.card import Card
from app.ui.widgets.field_grid import FieldGrid
from app.ui.widgets.fields import UnitField
from app.ui.widgets.text import label

_DAY = "YYYY-MM-DD"
_NOTHING = HistoryDraft()


class CoursePanel(Card):
    """Emits the course whenever a part of it is typed; all blank is no course."""

    edited = Signal(str, object)

    def __init__(self) -> None:
        super().__init__("Course")
        self.head.addWidget(label("blank is not known", "small"))
        day = "as year-month-day"
        self._fields = {
            "first_given_on": UnitField("First given on", placeholder=_DAY, form=day),
            "last_given_on": UnitField("Last given on", placeholder=_DAY, form=day),
            "last_weight_kg": UnitField("Last weight", "kg"),
            "doses_before": UnitField("Doses before", form="a whole number"),
            "units_in_window": UnitField("Units in the payer’s window", form="a whole number"),
        }
        captions = ("&First given on", "Last given on", "Last &weight", "Doses before")
        self._grid = FieldGrid()
        for place, (name, caption) in enumerate(zip(self._fields, captions, strict=False)):
            self._grid.put(place // 2, place % 2, caption, self._fields[name])
        self._grid.put(2, 0, "Units in the payer’s window", self._fields["units_in_window"], 2)
        self._vials = UnitField(
            "Vials in the payer’s window", placeholder="500=2, 120=1", form="mg=count, …"
        )
        self._vials.edited.connect(self._edit_vials)
        self._grid.put(3, 0, "Vials in the payer’s window", self._vials, 2)
        for name, field in self._fields.items():
            field.line.setObjectName(f"history.{name}")
            field.edited.connect(lambda text, name=name: self._edit(name, text))
        self.body.addLayout(self._grid)
        self._history = _NOTHING

    def _edit(self, name: str, text: str) -> None:
        text = without_agreeing_unit(text, "kg") if name == "last_weight_kg" else text
        changed: dict[str, Any] = {name: text}
        history = self._history._replace(**changed)
        self.edited.emit("history", None if history == _NOTHING else history)

    def _edit_vials(self, text: str) -> None:
        history = self._history._replace(vials_in_window=_read_vials(text))
        self.edited.emit("history", None if history == _NOTHING else history)

    def show_shown(self, shown: Shown) -> None:
        """Show what was typed, and what there is to say about it."""
        self._history = shown.typed.claim.history or _NOTHING
        said = {}
        for name, field in self._fields.items():
            typed = getattr(self._history, name)
            if without_agreeing_unit(field.line.text(), "kg") != typed:
                field.show_text(typed)
            said[field] = messages_for(shown.answer, (f"history.{name}",))
        vials = self._history.vials_in_window
        if _read_vials(self._vials.line.text()) != vials:
            self._vials.show_text(", ".join(f"{size.mg}={size.count}" for size in vials))
        fields = [
            f"history.vials_in_window[{n}].{part}"
            for n in range(len(vials))
            for part in ("mg", "count")
        ]
        said[self._vials] = messages_for(shown.answer, fields)
        self._grid.say(said)


def _read_vials(text: str) -> tuple[VialsBeforeDraft, ...]:
    """ "500=2, 120=1" → size and count as typed; the core reads them."""
    sizes = [entry.partition("=") for entry in text.split(",") if entry.strip()]
    return tuple([VialsBeforeDraft(mg.strip(), count.strip()) for mg, _, count in sizes])
