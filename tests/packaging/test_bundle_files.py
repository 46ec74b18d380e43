"""Sums, the packed file, the version resource and the icons: plain functions of the build."""

import ast
import os
import shutil
import struct
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest
from icons import ICONS, ON_WINDOWS, icns, ico
from make_bundle import ROOT, commit_time, name, version
from pack import pack_tar, pack_zip, unpack
from sums import NAME, sums_of, write_sums
from version_resource import version_resource

from app import __version__

MADE_AT = 1_790_000_000
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, B.1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small folder such as a bundle's."""
    return filled(tmp_path / "Vialwise-0.0.1-here")


def filled(folder: Path) -> Path:
    (folder / "_internal").mkdir(parents=True)
    (folder / "_internal" / "b.txt").write_bytes(b"abc")
    (folder / "Vialwise").write_bytes(b"abc")
    (folder / "Vialwise").chmod(0o755)
    return folder


# --- sums -------------------------------------------------------------------------------------


def test_each_file_has_its_sum_in_the_order_of_the_names(folder: Path) -> None:
    assert sums_of(folder) == f"{ABC}  Vialwise\n{ABC}  _internal/b.txt\n"


def test_the_sums_do_not_sum_themselves(folder: Path) -> None:
    write_sums(folder)
    first = (folder / NAME).read_bytes()
    write_sums(folder)
    assert (folder / NAME).read_bytes() == first


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is Linux’s")
def test_the_system_s_own_program_reads_the_sums(folder: Path) -> None:
    write_sums(folder)
    subprocess.run(
        [shutil.which("sha256sum") or "", "--check", "--strict", NAME], cwd=folder, check=True
    )


# --- the packed file --------------------------------------------------------------------------


@pytest.mark.parametrize("pack", [pack_tar, pack_zip])
def test_the_same_contents_give_the_same_bytes(pack: "type", tmp_path: Path) -> None:
    packed = []
    for number in range(2):
        folder = filled(tmp_path / str(number) / "Vialwise-0.0.1-here")
        os.utime(folder / "Vialwise", (number + 1, number + 1))
        (folder / "_internal" / "b.txt").chmod(0o600 if number else 0o664)
        packed.append(pack(folder, MADE_AT).read_bytes())
    assert packed[0] == packed[1]


@pytest.mark.parametrize("pack", [pack_tar, pack_zip])
def test_what_is_packed_is_unpacked(pack: "type", folder: Path, tmp_path: Path) -> None:
    write_sums(folder)
    unpacked = unpack(pack(folder, MADE_AT), tmp_path / "there")
    assert sums_of(unpacked) == (folder / NAME).read_text("utf-8")


def test_a_tar_has_the_commit_s_time_and_nobody_as_owner(folder: Path) -> None:
    with tarfile.open(pack_tar(folder, MADE_AT)) as tar:
        members = tar.getmembers()
    assert {(m.mtime, m.uid, m.gid, m.uname, m.gname) for m in members} == {(MADE_AT, 0, 0, "", "")}
    assert {m.name.rpartition("/")[2]: m.mode for m in members if m.isfile()} == {
        "Vialwise": 0o755,
        "b.txt": 0o644,
    }


def test_a_link_stays_a_link_in_a_tar(folder: Path, tmp_path: Path) -> None:
    (folder / "_internal" / "link").symlink_to("b.txt")
    there = unpack(pack_tar(folder, MADE_AT), tmp_path / "there") / "_internal" / "link"
    assert there.is_symlink()
    assert there.read_bytes() == b"abc"


def test_a_zip_says_1980_where_there_is_no_commit(folder: Path) -> None:
    with zipfile.ZipFile(pack_zip(folder, 315_532_800)) as packed:
        assert {member.date_time[0] for member in packed.infolist()} == {1980}


# --- name, version, time ----------------------------------------------------------------------


def test_the_folder_is_named_after_version_and_system() -> None:
    assert version() == __version__
    assert name().startswith(f"Vialwise-{__version__}-")


def test_the_given_time_goes_before_the_commit_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert commit_time() == 1_234_567_890


def test_windows_has_four_numbers() -> None:
    written = version_resource("12.3.45")
    call = ast.parse(written, mode="eval").body
    assert isinstance(call, ast.Call)
    assert ast.unparse(call.func) == "VSVersionInfo"
    assert "filevers=(12, 3, 45, 0), prodvers=(12, 3, 45, 0)" in written
    assert 'StringStruct("ProductVersion", "12.3.45")' in written


@pytest.mark.parametrize("wrong", ["1.2", "1.2.3.4", "1.2.x", ""])
def test_another_version_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"version|invalid literal"):
        version_resource(wrong)


# --- icons ------------------------------------------------------------------------------------


def png_width(png: bytes) -> int:
    """The width that a PNG's first chunk names."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(png[16:20], "big")


def test_windows_icon_has_each_size_where_it_says() -> None:
    made = (ICONS / "vialwise.ico").read_bytes()
    sizes = []
    for at in range(6, 6 + 16 * len(ON_WINDOWS), 16):
        width, _, _, _, _, _, length, start = struct.unpack_from("<BBBBHHII", made, at)
        assert png_width(made[start : start + length]) == (width or 256)
        sizes.append(width or 256)
    assert tuple(sizes) == ON_WINDOWS


def test_macos_icon_is_as_long_as_it_says() -> None:
    made = (ICONS / "vialwise.icns").read_bytes()
    assert made[:4] == b"icns"
    assert int.from_bytes(made[4:8], "big") == len(made)


def test_an_icon_file_by_hand() -> None:
    assert ico({256: b"PNG!"}) == (
        b"\0\0\1\0\1\0" + b"\0\0\0\0\1\0\x20\0" + b"\4\0\0\0" + b"\x16\0\0\0" + b"PNG!"
    )
    assert icns({"ic08": b"PNG!"}) == b"icns\0\0\0\x14" + b"ic08\0\0\0\x0c" + b"PNG!"


def test_the_build_stands_in_the_checkout() -> None:
    assert (ROOT / "packaging" / "dev.py").exists()
