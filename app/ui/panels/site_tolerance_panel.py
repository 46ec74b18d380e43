"""How far two measured volumes may lie apart and still be called the same."""

from decimal import Decimal
from typing import Final

from app.core.notation import plain
from app.core.notation import shown as figure
from app.core.site_choices import SiteChoices
from app.site import Site
from app.ui.widgets.fields import UnitField
from app.ui.widgets.form_card import Errors, FormCard, read_figure
from app.ui.widgets.text import label

_MOST_ML: Final = Decimal(10)


class SiteTolerancePanel(FormCard):
    """One volume; blank leaves the program's own."""

    def __init__(self) -> None:
        super().__init__("Measuring tolerance", "Save &tolerance", columns=1)
        own = figure(SiteChoices().tolerance_ml)
        tolerance = UnitField(
            "Measuring tolerance", "mL", placeholder=own, form=f"in mL; blank is {own} mL"
        )
        self.put_text("tolerance", "Volumes are the same within", tolerance, 0, 0)
        hint = "What a syringe can measure. Billing follows the charted mg, never the syringe."
        self.body.insertWidget(2, label(hint, "small", wrap=True))

    def show_site(self, site: Site) -> None:
        """Show what is saved."""
        now = site.reference.rules.site.tolerance_ml
        self.show_saved({"tolerance": "" if now == SiteChoices().tolerance_ml else plain(now)})

    def read(self, errors: Errors) -> dict[str, object]:
        """The key of the site's file."""
        text = self.texts["tolerance"]
        if not text.strip():
            return {"tolerance_ml": None}
        tolerance_ml = read_figure(text, "tolerance", errors)
        if tolerance_ml > _MOST_ML:
            errors["tolerance"] = f"Over {figure(_MOST_ML)} mL is no tolerance: write 0.1 or so."
        return {"tolerance_ml": tolerance_ml}
