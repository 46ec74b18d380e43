"""Limits of one drug that the site made tighter; blank leaves the program's own in force."""

from decimal import Decimal
from typing import Final

from app.core.drug import Drug, Limits
from app.core.notation import plain
from app.core.notation import shown as figure
from app.site import Site
from app.ui.widgets.fields import UnitField
from app.ui.widgets.form_card import Errors, FormCard, read_figure
from app.ui.widgets.text import label

_LOWER: Final = "at most"
_HIGHER: Final = "at least"

_LIMITS: Final = (
    ("min_weight_kg", "Refuse a weight under", "kg", _HIGHER),
    ("max_weight_kg", "Refuse a weight over", "kg", _LOWER),
    ("asked_under_kg", "Ask about a weight under", "kg", _HIGHER),
    ("asked_over_kg", "Ask about a weight over", "kg", _LOWER),
    ("asked_as_lb_from_kg", "Ask whether lb is meant from", "kg", _LOWER),
    ("max_mg_per_kg", "Refuse a dose over", "mg/kg", _LOWER),
    ("max_dose_mg", "Refuse a dose over", "mg", _LOWER),
    ("asked_over_mg", "Ask about a dose over", "mg", _LOWER),
)
"""Key, what it does, its unit, and which side of the program's own figure is tighter."""


class SiteLimitsPanel(FormCard):
    """A field a limit, with the program's own figure where none was typed."""

    def __init__(self, drug: Drug) -> None:
        """`drug` has the limits of its file, before the site's."""
        super().__init__("Limits", "Sav&e limits")
        self._drug = drug
        self.head.addWidget(label(drug.name, "strong"))
        hint = "Tighter only. Blank: the program’s own figure, shown in grey, holds."
        self.body.insertWidget(1, label(hint, "small", wrap=True))
        for place, (key, caption, unit, tighter) in enumerate(_LIMITS):
            own = _own(drug.limits, key)
            bound = f"in {unit}, {tighter} {figure(own)}" if own is not None else f"in {unit}"
            limit = UnitField(
                f"{caption} so many {unit}",
                unit,
                placeholder="nothing is asked" if own is None else figure(own),
                form=f"{bound}; blank: the program’s own",
            )
            self.put_text(key, caption, limit, place // 2, place % 2)

    def show_site(self, site: Site) -> None:
        """Show what is saved: what differs from the drug's own limits."""
        drug = site.reference.drug(self._drug.id)
        limits = drug.limits if drug else self._drug.limits
        saved = {}
        for key, *_ in _LIMITS:
            now, own = _own(limits, key), _own(self._drug.limits, key)
            saved[key] = "" if now is None or now == own else plain(now)
        self.show_saved(saved)

    def read(self, errors: Errors) -> dict[str, object]:
        """All limits of the drug as one key; none where every field is blank."""
        found: dict[str, Decimal] = {}
        for key, _, unit, tighter in _LIMITS:
            if not self.texts[key].strip():
                continue
            limit, own = read_figure(self.texts[key], key, errors), _own(self._drug.limits, key)
            if key in errors or own is None or limit == own:
                pass
            elif (limit < own) is (tighter == _HIGHER):
                errors[key] = (
                    f"{figure(limit)} {unit} is looser than the program’s {figure(own)} {unit}. "
                    f"Write {tighter} {figure(own)}, or leave it blank."
                )
            found[key] = limit
        return {f"limits.{self._drug.id}": found or None}


def _own(limits: Limits, key: str) -> Decimal | None:
    value = getattr(limits, key)
    return None if value is None else Decimal(value)
