"""The Site setup page: what everybody who uses the site folder works by, in plain words."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.compare_codes import CompareCodes
from app.ui.live_answer import LiveAnswer
from app.ui.live_site import LiveSite
from app.ui.panels.site_claim_panel import SiteClaimPanel
from app.ui.panels.site_codes_panel import SiteCodesPanel
from app.ui.panels.site_drug_panel import SiteDrugPanel
from app.ui.panels.site_folder_panel import SiteFolderPanel
from app.ui.panels.site_head_panel import SiteHeadPanel
from app.ui.panels.site_limits_panel import SiteLimitsPanel
from app.ui.panels.site_look_panel import SiteLookPanel
from app.ui.panels.site_people_panel import SitePeoplePanel
from app.ui.panels.site_record_panel import SiteRecordPanel
from app.ui.panels.site_rounding_panel import SiteRoundingPanel
from app.ui.panels.site_tolerance_panel import SiteTolerancePanel
from app.ui.typed_order import Shown
from app.ui.widgets.columns import Columns
from app.ui.widgets.form_card import FormCard
from app.ui.widgets.keys import follow_the_eye, stops_in
from app.ui.widgets.text import show_if


class SitePage(QWidget):
    """Left the folder and the usual claim, middle each drug, right rounding, people, the look."""

    def __init__(self, live: LiveAnswer) -> None:
        super().__init__()
        self.setObjectName("page")
        self._live = live
        self._site = LiveSite.of(live)
        self.head = SiteHeadPanel()
        self.folder = SiteFolderPanel()
        self.claim = SiteClaimPanel()
        self.codes = SiteCodesPanel()
        self.record = SiteRecordPanel()
        self.rounding = SiteRoundingPanel()
        self.tolerance = SiteTolerancePanel()
        self.people = SitePeoplePanel()
        self.look = SiteLookPanel()
        self._seen: dict[FormCard, str] = {}
        """The text of the site's file that a card showed when it was changed."""
        self._drugs: dict[str, tuple[SiteDrugPanel, SiteLimitsPanel]] = {}
        self._of_drugs = QWidget()
        self._drug_column = QVBoxLayout(self._of_drugs)
        self._drug_column.setContentsMargins(0, 0, 0, 0)
        self._drug_column.setSpacing(10)
        self.columns = Columns(
            [self.folder, self.record, self.claim],
            [self.codes, self._of_drugs],
            [self.rounding, self.tolerance, self.people, self.look],
            self.head,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)

        self.folder.folder_asked.connect(self._use_folder)
        self.codes.compare_asked.connect(self._compare)
        self.look.theme_picked.connect(
            lambda name: self.look.say_saved(self._site.choose_theme(name))
        )
        self.head.drug_picked.connect(self._show_drug)
        for card in (self.claim, self.record, self.rounding, self.tolerance, self.people):
            card.chosen.connect(self._save(card))
        self._site.changed.connect(self._show_site)
        self.columns.placed.connect(self._follow_the_eye)
        self._show_site()
        self._show_drug(live.shown.drug.id)

    @property
    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in the order in which the page is read."""
        cards = list(self.columns.cards)
        place = cards.index(self.codes)
        in_one_column = place == 1  # the head stays in sight above all of it
        cards.insert(0 if in_one_column else place, self.head)
        return [stop for card in cards for stop in stops_in(card)]

    def focus_first(self) -> None:
        """Put the keyboard where the page begins to be read."""
        self.folder.focus_first()

    def show_shown(self, shown: Shown) -> None:
        """Nothing here depends on an order."""

    def show_anew(self) -> None:
        """Show once more what is saved; what was typed and not saved stays."""
        self._show_site()

    def _save(self, card: FormCard) -> Callable[[dict[str, object]], None]:
        def save(changes: dict[str, object]) -> None:
            trouble = self._site.choose(changes, self._seen[card])
            self._seen[card] = self._site.site.text  # saved, or the sentence says what it is now
            card.say_saved(trouble)

        return save

    def _show_saved(self, card: FormCard) -> None:
        """Show what is saved; beside what was typed and not saved, that is not seen anew."""
        card.show_site(self._site.site)
        if not card.is_changed:
            self._seen[card] = self._site.site.text

    def _use_folder(self, path: str) -> None:
        self.folder.say_used(self._site.use_folder(path))

    def _compare(self, drug_id: str) -> None:
        drug = self._site.reference.drug(drug_id)
        CompareCodes(self._site.reference, self._live, self.window(), drug).open()

    def _show_site(self) -> None:
        """Show what is saved everywhere; what was typed and not saved stays."""
        site = self._site.site
        self.folder.show_site(site, self._site.read_only_sentence)
        self.codes.show_site(site, self._site.today())
        for card in (self.claim, self.record, self.rounding, self.tolerance, self.people):
            self._show_saved(card)
        self.look.show_theme(self._site.theme)
        self._build_drugs()
        self.head.show_drugs(site.reference.drugs)
        self._follow_the_eye()

    def _build_drugs(self) -> None:
        """Two cards for every drug; those of a drug that is gone go too."""
        own = {drug.id: drug for drug in self._site.site.own_drugs}
        for gone in [drug_id for drug_id in self._drugs if drug_id not in own]:
            for card in self._drugs.pop(gone):
                del self._seen[card]
                card.hide()
                card.deleteLater()
        for drug_id, drug in own.items():
            if drug_id not in self._drugs:
                cards = SiteDrugPanel(drug), SiteLimitsPanel(drug)
                self._drugs[drug_id] = cards
                for card in cards:
                    card.chosen.connect(self._save(card))
                    self._drug_column.addWidget(card)
                    card.setVisible(drug_id == self.head.drug_id)
            for panel in self._drugs[drug_id]:
                self._show_saved(panel)

    def _show_drug(self, drug_id: str) -> None:
        """Show the cards of that drug."""
        self.head.show_drug(drug_id)
        for each, cards in self._drugs.items():
            for card in cards:
                show_if(card, each == self.head.drug_id)
        self._follow_the_eye()

    def _follow_the_eye(self) -> None:
        follow_the_eye(self, self.stops)
