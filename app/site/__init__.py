"""What a site and its people settle once: read, checked, written whole or not at all.

`load` is what the terminal calls for the reference, `load_site` what the window calls for the
folder and all that came of it; `app.site.save` changes a site's choices.
"""

from app.site.load import Site, load, load_site
from app.site.site_folder import FoundBy, SiteFolder, find_site_folder, remember_site_folder

__all__ = [
    "FoundBy",
    "Site",
    "SiteFolder",
    "find_site_folder",
    "load",
    "load_site",
    "remember_site_folder",
]
