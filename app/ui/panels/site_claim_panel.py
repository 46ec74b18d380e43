"""What the site's claims usually are: payer, setting, drug source; and JZ of a shared vial."""

from typing import Final

from app.core.payer import PLACES_OF_SERVICE, SETTINGS, SOURCES, DrugSource, Setting
from app.core.site_choices import SiteChoices
from app.site import Site
from app.ui.widgets.form_card import Errors, FormCard
from app.ui.widgets.text import label

YES: Final = "yes"
NO: Final = "no"
_JZ: Final = {
    YES: "takes JZ: nothing of it is discarded",
    NO: "takes neither JZ nor JW",
}
_UNSETTLED: Final = (
    "Unsettled: when the rest of a vial goes into another patient, no text says which modifier the "
    "first patient’s line takes. Each such order asks; ask your contractor."
)


class SiteClaimPanel(FormCard):
    """Offers what each order begins with; an order may still have another."""

    def __init__(self) -> None:
        super().__init__("Usual claim", "Save c&laim choices", columns=1)
        settings = {
            str(setting): f"{SETTINGS[setting]} (POS {place})"
            if (place := PLACES_OF_SERVICE.get(setting))
            else SETTINGS[setting]
            for setting in Setting
        }
        sources = {str(source): SOURCES[source] for source in DrugSource}
        self.put_choice("payer", "Usual payer", {}, 0, 0)
        self.put_choice("setting", "Usual setting", settings, 1, 0)
        self.put_choice("source", "Usual drug source", sources, 2, 0)
        self.put_choice("jz", "First patient’s line of a shared vial", _JZ, 3, 0)
        self.body.insertWidget(2, label(_UNSETTLED, "small", wrap=True))

    def show_site(self, site: Site) -> None:
        """Show what is saved."""
        rules = site.reference.rules
        self.put_entries("payer", {payer.id: payer.name for payer in rules.payers})
        known = rules.payer(rules.site.payer) or rules.payers[0]
        self.show_saved(
            {
                "payer": known.id,
                "setting": str(rules.site.setting),
                "source": str(rules.site.source),
                "jz": YES if rules.site.shared_vial_takes_jz else NO,
            }
        )

    def read(self, errors: Errors) -> dict[str, object]:
        """The keys that were changed; what is as the program has it is left to the program."""
        ours, texts = SiteChoices(), self.texts
        takes_jz = texts["jz"] == YES
        return {
            name: value
            for key, name, value in (
                ("payer", "payer", _unless(texts["payer"], ours.payer)),
                ("setting", "setting", _unless(texts["setting"], ours.setting)),
                ("source", "source", _unless(texts["source"], ours.source)),
                (
                    "jz",
                    "shared_vial_takes_jz",
                    None if takes_jz is ours.shared_vial_takes_jz else takes_jz,
                ),
            )
            if self.was_changed(key)
        }


def _unless(text: str, ours: str) -> str | None:
    return None if text == ours else text
