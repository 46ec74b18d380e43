"""Dose rounding by the site's policy: off, to whole vials within 10 %, or to a step in mg."""

from decimal import Decimal
from typing import Final

from app.core.notation import plain
from app.core.site_choices import Rounding
from app.site import Site
from app.ui.widgets.fields import UnitField
from app.ui.widgets.form_card import Errors, FormCard, read_figure
from app.ui.widgets.text import label

OFF: Final = "off"
HOPA: Final = "whole-vials"
STEP: Final = "step"
_MODES: Final = {
    OFF: "Off: doses stay as ordered",
    HOPA: "HOPA: to whole vials within 10 %",
    STEP: "To a step of so many mg",
}
_HOPA_PERCENT: Final = Decimal(10)
"""HOPA 2017: monoclonal antibodies to the nearest vial size within 10 % of the ordered dose."""
_MOST_PERCENT: Final = Decimal(100)


class SiteRoundingPanel(FormCard):
    """A proposal is used only once a person accepts it; a flat dose is never rounded."""

    def __init__(self) -> None:
        super().__init__("Dose rounding", "Save &rounding")
        self.put_choice("mode", "Rounding", _MODES, 0, 0, 2)
        self.put_text("percent", "Within", UnitField("Rounding within", "%"), 1, 0)
        self.put_text("step", "Step", UnitField("Rounding step", "mg"), 1, 1)
        policy = UnitField("Rounding policy", form="the policy’s name, shown to who accepts")
        self.put_text("authority", "Policy that allows it, with its date", policy, 2, 0, 2)
        self.body.insertWidget(
            2,
            label(
                "Proposed only, for doses by weight; a person accepts and both doses stay.",
                "small",
                wrap=True,
            ),
        )
        self.edited.connect(self._show_what_applies)

    def show_site(self, site: Site) -> None:
        """Show what is saved."""
        policy = site.reference.rules.site.rounding
        self.show_saved(
            {
                "mode": _mode(policy),
                "percent": plain(policy.percent) if policy else "",
                "step": plain(policy.step_mg) if policy and policy.step_mg else "",
                "authority": policy.authority if policy else "",
            }
        )
        self._show_what_applies()

    def read(self, errors: Errors) -> dict[str, object]:
        """The policy as one key of the site's file, or none."""
        mode = self.texts["mode"]
        if mode == OFF:
            return {"rounding": None}
        row: dict[str, object] = {"percent": _HOPA_PERCENT}
        if mode == STEP:
            percent = read_figure(self.texts["percent"], "percent", errors)
            if percent > _MOST_PERCENT:
                errors["percent"] = "Over 100 % is no rounding: write a percentage such as 5."
            row = {"percent": percent, "step_mg": read_figure(self.texts["step"], "step", errors)}
        if not (authority := self.texts["authority"].strip()):
            errors["authority"] = "Write the policy that allows it: an auditor asks for it."
        return {"rounding": {**row, "authority": authority}}

    def _show_what_applies(self) -> None:
        mode = self.texts["mode"]
        self.show_field("percent", there=mode == STEP)
        self.show_field("step", there=mode == STEP)
        self.show_field("authority", there=mode != OFF)


def _mode(policy: Rounding | None) -> str:
    if policy is None:
        return OFF
    return HOPA if policy.step_mg is None and policy.percent == _HOPA_PERCENT else STEP
