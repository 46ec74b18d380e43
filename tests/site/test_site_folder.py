"""Which folder is the site's: named by variable, beside the program, in Site setup, or ours."""

import os
import sys
from pathlib import Path

import platformdirs
import pytest

from app.records.places import find_place
from app.site import FoundBy, SiteFolder, find_site_folder, load_site, remember_site_folder
from app.site.site_folder import user_data_folder, why_shut


@pytest.fixture(name="program")
def _program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program's folder, with the user's own beside it."""
    monkeypatch.delenv("VIALWISE_SITE", raising=False)
    monkeypatch.setenv("VIALWISE_USER_DATA", str(tmp_path / "own"))
    (tmp_path / "program").mkdir()
    return tmp_path / "program"


def test_without_a_name_it_is_the_users_own(program: Path) -> None:
    found = find_site_folder(program)
    assert found == SiteFolder(program.parent / "own", FoundBy.OWN)
    assert found.missing == ""  # nothing was named, so nothing is missing


def test_chosen_folder_is_remembered_and_can_be_given_up(program: Path, tmp_path: Path) -> None:
    assert remember_site_folder(tmp_path / "share") == ""
    assert find_site_folder(program) == SiteFolder(tmp_path / "share", FoundBy.SETUP)
    assert remember_site_folder(None) == ""
    assert find_site_folder(program).found_by is FoundBy.OWN
    assert remember_site_folder(None) == ""


def test_file_beside_the_program_goes_before_site_setup(program: Path, tmp_path: Path) -> None:
    remember_site_folder(tmp_path / "share")
    pointer = program / "vialwise-site.txt"
    pointer.write_text("\ufeff\n  /srv/vialwise  \nand a remark\n", encoding="utf-8")
    assert find_site_folder(program) == SiteFolder(Path("/srv/vialwise"), FoundBy.POINTER)
    pointer.write_text("site\n", encoding="utf-8")
    assert find_site_folder(program).path == program / "site"
    pointer.write_text("\n", encoding="utf-8")
    assert find_site_folder(program).found_by is FoundBy.SETUP


def test_variable_goes_before_all(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (program / "vialwise-site.txt").write_text("/srv/vialwise\n", encoding="utf-8")
    monkeypatch.setenv("VIALWISE_SITE", str(tmp_path / "named"))
    found = find_site_folder(program)
    assert found == SiteFolder(tmp_path / "named", FoundBy.VARIABLE)
    assert "VIALWISE_SITE" in found.text
    assert "not there" in found.missing
    (tmp_path / "named").mkdir()
    assert found.missing == ""


def test_folder_that_cannot_be_remembered_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("VIALWISE_USER_DATA", str(tmp_path / "file" / "own"))
    assert "not remembered" in remember_site_folder(tmp_path)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the others ask platformdirs")
@pytest.mark.parametrize("shared", ["", "/srv/data"])
def test_users_own_folder_is_where_platformdirs_has_it(
    shared: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VIALWISE_USER_DATA", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", shared)
    assert user_data_folder() == platformdirs.user_data_path("Vialwise", appauthor=False)


# Root may look into every folder; into one by such a name nobody may, and no system lets it be.
TOO_LONG = 300 * "s"


@pytest.mark.skipif(os.name == "nt", reason="the system's word is another there")
def test_folder_that_cannot_be_looked_into_is_said_as_one_that_is_not_there_is(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIALWISE_SITE", str(tmp_path / TOO_LONG))
    found = find_site_folder(program)
    assert found.missing == (
        f"The site folder {tmp_path / TOO_LONG} (the environment variable VIALWISE_SITE) cannot be "
        "looked into (File name too long): the program’s own settings serve. Have its owner give "
        "you the right to read it, or name another."
    )
    site = load_site(found)
    assert (site.is_away, site.reference.notes) == (True, (found.missing,))


@pytest.mark.skipif(os.name == "nt", reason="the system's word is another there")
def test_users_own_folder_that_cannot_be_looked_into_is_said(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIALWISE_USER_DATA", str(tmp_path / TOO_LONG))
    site = load_site(find_site_folder(program))
    assert site.is_away
    (note,) = site.reference.notes
    assert note.startswith(f"Your own data folder {tmp_path / TOO_LONG} cannot be looked into (")


@pytest.mark.skipif(os.name == "nt", reason="rights are of another kind there")
def test_another_users_folder_is_shut(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0)
    if os.access(tmp_path / "shut", os.R_OK):
        pytest.skip("root may look into every folder")
    for folder in (tmp_path / "shut", tmp_path / "shut" / "site"):
        assert why_shut(folder) == "Permission denied"
    assert why_shut(tmp_path) == why_shut(tmp_path / "none") == ""


@pytest.mark.skipif(os.name == "nt", reason="links are of another kind there")
@pytest.mark.parametrize("name", ["program/vialwise-site.txt", "own/site-folder.txt"])
def test_file_that_names_the_folder_and_cannot_be_read_is_said_and_no_other_folder_taken(
    name: str, program: Path, tmp_path: Path
) -> None:
    """A link to itself: root may read every file, but none by such a link."""
    (tmp_path / "own").mkdir()
    pointer = tmp_path / name
    pointer.symlink_to(pointer)
    site = load_site(find_site_folder(program))
    said = f"{pointer} names the site folder and cannot be read (Too many levels of symbolic links)"
    assert site.is_away
    assert site.reference.notes == (site.folder.missing,)
    assert site.folder.missing.startswith(f"{said}: the program’s own settings serve.")
    assert find_place(site).why_not.startswith(f"{said}. Have its owner give you the right to")
