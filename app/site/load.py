"""The program's reference with a site's own files and choices on it, for every calculation."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from app.core.drug import Drug
from app.core.rules import Rules
from app.reference.reference import Reference, load_reference, load_sources
from app.reference.resources import RESOURCES
from app.reference.source_file import OwnSources, Sources
from app.site.site_folder import SiteFolder, find_site_folder


class Site(NamedTuple):
    """The site's folder and what came of it; `shelf` is the default count by drug and mg.

    `own_drugs` are the drugs before the site tightened any limit, as `save` wants them, `text` is
    what stood in `site.toml`, as `seen_in` wants it; `is_lost`: it is there and cannot be used;
    `is_away`: the folder was not there or shut (`SiteFolder.missing`), so that what it holds is not
    known.
    """

    folder: SiteFolder
    reference: Reference
    theme: str
    shelf: Mapping[str, Mapping[Decimal, int]]
    own_drugs: tuple[Drug, ...] = ()
    text: str = ""
    is_lost: bool = False
    is_away: bool = False


def load_site(
    folder: SiteFolder | None = None,
    resources: Path = RESOURCES,
    today: date | None = None,
    *,
    set_aside: bool = True,
) -> Site:
    """The reference with the overlay of `folder`, of the one that is found where none is named.

    What cannot be used there is said in the reference's `notes` and left out. Without `today` it is
    read on the day of this computer's clock. A damaged `site.toml` is set aside under another name;
    without `set_aside` nothing is changed, and it is said where it stands. Raises
    ReferenceFileError for a file of the program itself.
    """
    folder = folder or find_site_folder()
    sources = load_sources(resources)
    reference = load_reference(resources, sources)
    if missing := folder.missing:
        own = reference._replace(notes=(missing,))
        return Site(folder, own, "", {}, reference.drugs, is_away=True)
    if not folder.path.is_dir():
        return Site(folder, reference, "", {}, reference.drugs)
    day = today or datetime.now(UTC).astimezone().date()
    return _overlaid(folder, reference, sources, day, set_aside=set_aside)


def _overlaid(
    folder: SiteFolder, reference: Reference, sources: Sources, today: date, *, set_aside: bool
) -> Site:
    from app.site.own_files import OwnFiles  # noqa: PLC0415 a folder is seldom there
    from app.site.site_file import read_site_file  # noqa: PLC0415

    own = OwnFiles(folder.path, OwnSources(sources))
    drugs = own.drugs(reference.drugs)
    payers = own.payers(reference.rules.payers)
    checklist = own.checklist(reference.checklist)
    codes = own.codes(reference.rules.codes, today)
    site = read_site_file(folder, drugs, today, set_aside=set_aside)
    notes = [*own.notes, *site.trouble]
    if all(payer.id != site.choices.payer for payer in payers):
        notes.append(
            f"site.toml names the payer {site.choices.payer}, which is not here: {payers[0].name} "
            "serves."
        )
    return Site(
        folder,
        Reference(
            tuple(d._replace(limits=site.limits.get(d.id, d.limits)) for d in drugs),
            Rules(checklist, payers, codes, site.choices),
            tuple(notes),
        ),
        site.theme,
        site.shelf,
        drugs,
        site.text,
        site.is_lost,
    )
