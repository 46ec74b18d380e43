"""What the site usually has of one drug: bag and how it is filled, counts on the shelf, charge."""

from decimal import Decimal
from typing import Final

from app.core.drug import Drug
from app.core.notation import plain, read_count
from app.core.notation import shown as figure
from app.core.order import BagMethod
from app.site import Site
from app.ui.widgets.fields import UnitField
from app.ui.widgets.form_card import Errors, FormCard, read_figure
from app.ui.widgets.text import label
from app.wording.code_comparison_lines import money_text

_NO_BAG: Final = ""
_METHODS: Final = {
    str(BagMethod.ADD): "add to the full bag",
    str(BagMethod.WITHDRAW): "withdraw the volume first",
    str(BagMethod.EMPTY): "fill an empty bag",
}
_CENT: Final = Decimal("0.01")


class SiteDrugPanel(FormCard):
    """Offers what an order of this drug begins with."""

    def __init__(self, drug: Drug) -> None:
        super().__init__("Bag, shelf and charge", "Save &bag, shelf and charge")
        self._drug = drug
        self.head.addWidget(label(drug.name, "strong"))
        row = 0
        if drug.preparation is not None:
            self.put_choice("bag", "Usual bag", self._bags(), 0, 0)
            self.put_choice("method", "How it is filled", _METHODS, 0, 1)
            self.edited.connect(self._show_what_applies)
            row = 1
        for place, presentation in enumerate(drug.presentations):
            mg = f"{figure(presentation.mg)} mg"
            count = UnitField(
                f"{drug.name} {mg} vials usually on the shelf",
                placeholder="not limited",
                form="where nobody counted; blank is not limited, 0 is none",
            )
            caption = f"{mg} vials on the shelf"
            self.put_text(_size_key(presentation.mg), caption, count, row + place // 2, place % 2)
        row += (len(drug.presentations) + 1) // 2
        charge = UnitField(
            f"{drug.name} charge for each billing unit",
            "USD",
            placeholder="none",
            form="in US dollars; blank: a claim’s text says that the charge is missing",
        )
        caption = f"Charge for a unit of {figure(drug.unit_mg)} mg"
        self.put_text("charge", caption, charge, row, 0)

    def show_site(self, site: Site) -> None:
        """Show what is saved."""
        choices, drug = site.reference.rules.site, self._drug
        shelf = site.shelf.get(drug.id, {})
        charge = choices.charge_usd(drug.id)
        saved = {
            _size_key(p.mg): str(shelf[p.mg]) if p.mg in shelf else "" for p in drug.presentations
        }
        saved["charge"] = "" if charge is None else money_text(charge)
        if drug.preparation is not None:
            bag = choices.usual_bag(drug.id)
            saved["bag"] = f"{bag.diluent} {plain(bag.ml)}" if bag else _NO_BAG
            saved["method"] = str(bag.method if bag else BagMethod.ADD)
            self.put_entries("bag", self._bags(saved["bag"]))
        self.show_saved(saved)
        self._show_what_applies()

    def read(self, errors: Errors) -> dict[str, object]:
        """The keys that were changed; a blank field leaves it to the program."""
        drug, texts = self._drug, self.texts
        changes: dict[str, object] = {}
        if self.was_changed("bag", "method"):
            diluent, _, ml = texts["bag"].partition(" ")
            row = {"diluent": diluent, "ml": Decimal(ml or 1), "method": texts["method"]}
            changes[f"usual_bags.{drug.id}"] = row if diluent else None
        if self.was_changed(*[_size_key(p.mg) for p in drug.presentations]):
            counts: dict[str, int] = {}
            for presentation in drug.presentations:
                key = _size_key(presentation.mg)
                if texts[key].strip():
                    count = read_count(texts[key])
                    if isinstance(count, str):
                        errors[key] = count
                    else:
                        counts[plain(presentation.mg)] = count
            changes[f"shelf.{drug.id}"] = counts or None
        if self.was_changed("charge"):
            changes[f"charges_usd.{drug.id}"] = self._charge(texts["charge"], errors)
        return changes

    def _charge(self, text: str, errors: Errors) -> Decimal | None:
        if not text.strip():
            return None
        charge = read_figure(text, "charge", errors)
        if charge % _CENT:
            errors["charge"] = "Write dollars and whole cents, such as 120.50."
        return charge

    def _bags(self, also: str = "") -> dict[str, str]:
        """The bags of the label, none, and the one saved where it is another."""
        rule = self._drug.preparation
        bags = {_NO_BAG: "as the program proposes"}
        keys = [f"{size.diluent} {plain(size.ml)}" for size in rule.bags] if rule else []
        for key in dict.fromkeys([*keys, *([also] if also else [])]):
            diluent_id, _, ml = key.partition(" ")
            diluent = rule.diluent(diluent_id) if rule else None
            bags[key] = f"{figure(Decimal(ml))} mL {diluent.name if diluent else diluent_id}"
        return bags

    def _show_what_applies(self) -> None:
        if self._drug.preparation is not None:
            self.show_field("method", there=self.texts["bag"] != _NO_BAG)


def _size_key(mg: Decimal) -> str:
    return f"shelf {plain(mg)}"
