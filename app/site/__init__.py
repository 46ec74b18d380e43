"""What a site and its people settle once: read, checked, written whole or not at all.

`load_site` reads the folder and all that comes of it; `app.site.save` changes a site's choices.
"""

from app.site.load import Site, load_site
from app.site.site_folder import FoundBy, SiteFolder, find_site_folder, remember_site_folder

__all__ = [
    "FoundBy",
    "Site",
    "SiteFolder",
    "find_site_folder",
    "load_site",
    "remember_site_folder",
]
