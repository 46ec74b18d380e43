"""Where the record of a site is, and how that is said."""

import os
import sys
from pathlib import Path, PurePosixPath

import pytest

from app.core.rules import Rules
from app.core.site_choices import SiteChoices
from app.records.local_disk import kind_of_disk, why_not_local
from app.records.places import RecordPlace, find_place
from app.records.record import open_record
from app.records.trouble import RecordTrouble
from app.site.load import Site, load_site
from app.site.site_folder import FoundBy, SiteFolder
from tests.site.folders import chosen

_UNREAD = "the database on a server whose address cannot be read"
MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw 0 0
srv:/site /mnt/site nfs4 rw 0 0
//srv/infusion\\040bench /mnt/infusion\\040bench cifs rw 0 0
/dev/sdb1 /mnt/site/local ext4 rw 0 0
user@srv: /mnt/rk/srv fuse.sshfs rw 0 0
"""


def _site(folder: SiteFolder, choices: SiteChoices = SiteChoices()) -> Site:  # noqa: B008
    site = load_site(folder)
    rules = site.reference.rules
    return site._replace(
        reference=site.reference._replace(
            rules=Rules(rules.checklist, rules.payers, rules.codes, choices)
        )
    )


def test_the_site_folder_comes_first(tmp_path: Path) -> None:
    place = find_place(_site(chosen(tmp_path), SiteChoices(keep_years=12)))
    assert place.file == tmp_path / "record.sqlite"
    assert place.text == f"{tmp_path / 'record.sqlite'} (in the site folder)"
    assert (place.folder, place.keep_years) == (tmp_path, 12)


def test_a_server_goes_before_any_folder_and_its_password_is_nowhere(tmp_path: Path) -> None:
    url = "postgresql://vialwise:hours-of-Rain@db.invalid:5433/vialwise"
    place = find_place(_site(chosen(tmp_path), SiteChoices(record_server=url)))
    assert (place.file, place.server) == (None, url)
    assert place.text == (
        "the database vialwise on db.invalid:5433 (the server that Site setup names)"
    )
    assert "Rain" not in repr(place)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("postgresql:///vialwise?host=/run/postgresql", "the database vialwise on this computer"),
        ("postgresql://a@db1.invalid,db2.invalid/v", "the database v on db1.invalid,db2.invalid"),
        ("postgresql://db.invalid", "the database on db.invalid"),
        ("postgresql://u:a@b@db.invalid/v", "the database v on db.invalid"),
        ("postgresql://u:p/w@db.invalid/v", _UNREAD),
        ("postgresql://u:p?w@db.invalid/v", _UNREAD),
        ("postgresql://u:p#w@db.invalid/v", _UNREAD),
        ("postgresql://db.invalid/v?password=p@w", _UNREAD),
        ("postgresql://db.invalid/v?password=pw", "the database v on db.invalid"),
        ("postgresql://[2001:db8::7]:5433/v", "the database v on [2001:db8::7]:5433"),
        (
            "postgresql://u:pw@db-1.invalid:5433,db2.invalid/v_1",
            "the database v_1 on db-1.invalid:5433,db2.invalid",
        ),
        ("postgresql://u:pw@/v", "the database v on this computer"),
        ("postgresql://db.invalid/", "the database on db.invalid"),
        ("postgresql://u:SECRETpw", _UNREAD),
        ("postgresql://u:SECRETpw/v", _UNREAD),
        ("postgresql://host/password=SECRETpw", _UNREAD),
        ("postgresql://u:x@host:SECRETport/db", _UNREAD),
        ("postgresql://u;SECRETpw,host/db", _UNREAD),
        ("postgresql://[SECRETpw/db", _UNREAD),
        ("postgresql://[SECRETpw]/db", _UNREAD),
        ("postgresql://u:SECRET%70w/db", _UNREAD),
        ("postgresql://host/SECRET%70w", _UNREAD),
        ("postgresql://u:123456/v", _UNREAD),
        ("postgresql://host\n:SECRETpw/db", _UNREAD),
        ("postgresql://host/db\n", _UNREAD),
        ("postgresql://u:SECRETpw%40host/db", _UNREAD),
        ("postgresql://u:SECRETpw＠host/db", _UNREAD),
    ],
)
def test_a_database_is_named_without_user_and_password(url: str, name: str) -> None:
    assert RecordPlace(None, url).name == name


@pytest.mark.parametrize(
    "text", [b"format = 1\nkeep_years = 0\n", b"\xff", b"format = 99\n", b"record_server = 7"]
)
def test_nothing_is_recorded_elsewhere_where_the_sites_choices_are_lost(
    tmp_path: Path, text: bytes
) -> None:
    """They may have named a server: at that start, and at each later one until they are mended."""
    (tmp_path / "site.toml").write_bytes(text)
    for _ in range(2):
        place = find_place(load_site(chosen(tmp_path)))
        with pytest.raises(RecordTrouble) as told:
            open_record(place)
        assert "not known where its record is and who signs" in told.value.sentence
        assert not (tmp_path / "record.sqlite").exists()
    (tmp_path / "site.toml").write_text("format = 1\n", encoding="utf-8")
    assert open_record(find_place(load_site(chosen(tmp_path)))).verify() == ""


def test_without_a_site_folder_it_is_the_users_own(tmp_path: Path) -> None:
    own = tmp_path / "own"
    place = find_place(_site(SiteFolder(own, FoundBy.OWN)))
    assert place.file == own / "record.sqlite"
    assert place.text.endswith("(in the user’s own data folder, as no site folder was named)")


def test_nothing_is_recorded_elsewhere_while_the_site_folder_is_not_there(tmp_path: Path) -> None:
    there = tmp_path / "share"
    site = _site(chosen(there))
    place = find_place(site)
    assert place.file == there / "record.sqlite"
    assert place.text == f"{there / 'record.sqlite'} (in the site folder, which was not there)"
    for connects in (False, True):  # what it holds was not read at start: it may name a server
        if connects:
            there.mkdir()
        with pytest.raises(RecordTrouble) as told:
            open_record(find_place(site))
        assert told.value.sentence == (
            f"The record was not opened: the site folder {there} was not there. Connect it and "
            "start Vialwise anew, or name another in Site setup. A record kept elsewhere meanwhile "
            "would be parted from it."
        )
        assert not (there / "record.sqlite").exists()
        assert not (tmp_path / "own").exists()
    assert open_record(find_place(load_site(chosen(there)))).verify() == ""


@pytest.mark.skipif(os.name == "nt", reason="the system's word is another there")
@pytest.mark.parametrize(
    ("found_by", "whose"),
    [(FoundBy.VARIABLE, "the site folder"), (FoundBy.OWN, "the user’s own data folder")],
)
def test_nothing_is_recorded_elsewhere_while_the_folder_cannot_be_looked_into(
    found_by: FoundBy, whose: str, tmp_path: Path
) -> None:
    """Root may look into every folder, but into none by such a name."""
    shut = tmp_path / (300 * "s")
    place = find_place(load_site(SiteFolder(shut, found_by)))
    assert place.text == f"{shut / 'record.sqlite'} (in {whose}, which cannot be looked into)"
    with pytest.raises(RecordTrouble) as told:
        open_record(place)
    begins = f"{whose} {shut} cannot be looked into (File name too long). Have its owner give you"
    assert told.value.sentence.startswith(f"The record was not opened: {begins}")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_recorded_elsewhere_once_the_site_folder_went_away(tmp_path: Path) -> None:
    there = tmp_path / "share"
    there.mkdir()
    site = load_site(chosen(there))
    assert find_place(site).why_not == ""
    there.rmdir()
    assert "was not there" in find_place(site).why_not


def test_a_server_that_the_choices_name_needs_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text('record_server = "postgresql://db.invalid/v"\n', "utf-8")
    site = load_site(chosen(tmp_path))
    (tmp_path / "site.toml").unlink()
    tmp_path.rmdir()
    assert (find_place(site).name, find_place(site).why_not) == (
        "the database v on db.invalid",
        "",
    )


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_site_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    there = tmp_path / "share"
    there.mkdir(mode=0o555)
    place = find_place(_site(chosen(there)))
    assert place.file == tmp_path / "own" / "record.sqlite"
    assert place.text.endswith(f"as the site folder {there} cannot be written by you)")


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/site", "ext4"),
        ("/mnt/site", "nfs4"),
        ("/mnt/site/deep/er", "nfs4"),
        ("/mnt/site2", "ext4"),
        ("/mnt/site/local/x", "ext4"),
        ("/mnt/infusion bench/site", "cifs"),
        ("/mnt/rk/srv/site", "fuse.sshfs"),
    ],
)
def test_the_kind_of_a_folders_disk_is_that_of_its_deepest_mount(folder: str, kind: str) -> None:
    assert kind_of_disk(PurePosixPath(folder), MOUNTS) == kind


def test_a_mount_over_another_is_the_one_that_counts() -> None:
    assert kind_of_disk(PurePosixPath("/run/x"), f"{MOUNTS}srv:/run /run nfs rw 0 0\n") == "nfs"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="read from /proc")
def test_a_site_folder_on_a_network_disk_keeps_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts, there = tmp_path / "mounts", tmp_path / "share"
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nsrv:/site {there} nfs4 rw 0 0\n")
    there.mkdir()
    monkeypatch.setattr("app.records.local_disk._MOUNTS", mounts)
    place = find_place(_site(chosen(there)))
    assert place.file == tmp_path / "own" / "record.sqlite"
    why = f"as the site folder {there} is on a network disk (nfs4)"
    assert place.text.endswith(f"{why})")
    mounts.write_text(f"{mounts.read_text()}srv:/rk {tmp_path / 'own'} nfs4 rw 0 0\n")
    assert find_place(_site(chosen(there))).text.endswith(
        f"{why}; that folder is on a network disk (nfs4): let one program at a time record there)"
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="read from /proc")
def test_this_computers_own_disk_is_local(tmp_path: Path) -> None:
    assert why_not_local(tmp_path) == ""
