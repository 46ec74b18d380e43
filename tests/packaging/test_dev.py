"""The developer's script: what it refuses, when it makes `.venv` anew, what it hands on."""

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "packaging" / "dev.py"
PYPROJECT = SCRIPT.parents[1] / "pyproject.toml"


def load(script: Path) -> ModuleType:
    """Load the script as a module; it lies in no package."""
    spec = importlib.util.spec_from_file_location("vialwise_dev", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A throwaway checkout: the script, two small locks, and a program that says what it got."""
    packaging = tmp_path / "here" / "packaging"
    packaging.mkdir(parents=True)
    (packaging / "dev.py").write_bytes(SCRIPT.read_bytes())
    (packaging / "run.lock").write_text("a==1 --hash=sha256:0\n")
    (packaging / "dev.lock").write_text("a==1 --hash=sha256:0\nb==2 --hash=sha256:0\n")
    app = tmp_path / "here" / "app"
    app.mkdir()
    (app / "__main__.py").write_text(
        "import json, os, sys\nprint(json.dumps([sys.argv[1:], os.getcwd()]))\nsys.exit(7)\n"
    )
    return tmp_path / "here"


class Calls:
    """The steps that reach outside, replaced by notes of what was asked for."""

    def __init__(self, dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        self.broken = False
        self.dev = dev
        monkeypatch.setattr(dev, "make_environment", self.make_environment)
        monkeypatch.setattr(dev, "install", self.install)

    def make_environment(self, _held: tuple[int, ...]) -> None:
        self.asked.append("make")
        self.dev.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        self.dev.PYTHON.touch()

    def install(self, lock: str, _held: tuple[int, ...]) -> None:
        self.asked.append(f"install {lock}")
        if self.broken:
            raise self.dev.SetupError("no network")

    def made_by(self, lock: str) -> list[str]:
        """What preparing for this lock asks for."""
        self.asked = []
        self.dev.prepare(lock)
        return self.asked


@pytest.fixture
def dev(checkout: Path) -> ModuleType:
    return load(checkout / "packaging" / "dev.py")


@pytest.fixture
def calls(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Calls:
    return Calls(dev, monkeypatch)


# --- an old Python, an old system -------------------------------------------------------------


def test_the_script_keeps_the_grammar_and_the_imports_of_an_old_python() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 6))
    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [node.names[0].name])
    }
    assert "__future__" not in imported  # `annotations` is an error before 3.7
    assert {str(name).split(".")[0] for name in imported} <= sys.stdlib_module_names


@pytest.mark.parametrize("found", [(3, 6), (3, 10), (2, 7)])
def test_an_old_python_is_named_with_what_is_needed(
    dev: ModuleType, found: tuple[int, int]
) -> None:
    sentence = dev.version_problem(*found)
    assert f"this is Python {found[0]}.{found[1]} ({sys.executable})" in sentence
    assert "needs Python 3.11 to 3.14" in sentence


def test_an_old_python_is_told_which_one_here_would_do(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "starts", lambda python: python == "python3.12")
    assert "`python3.12 packaging/dev.py run`" in dev.version_problem(3, 8)


def test_an_old_python_with_no_newer_one_is_told_how_to_get_one(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "starts", lambda _python: False)
    monkeypatch.setattr(dev.shutil, "which", lambda name: name if name == "dnf" else None)
    assert "`sudo dnf install -y python3.12`" in dev.version_problem(3, 9)


@pytest.mark.parametrize("found", [(3, 11), (3, 14), (3, 15), (4, 0)])
def test_a_new_python_will_do(dev: ModuleType, found: tuple[int, int]) -> None:
    assert dev.version_problem(*found) == ""


@pytest.mark.parametrize(
    "system",
    [
        ("Linux", "x86_64", "glibc 2.34"),
        ("Linux", "x86_64", "glibc 2.100"),
        ("Linux", "aarch64", "glibc 2.39"),
        ("Darwin", "arm64", "macOS 13.0"),
        ("Windows", "AMD64", ""),
    ],
)
def test_a_system_with_wheels_passes(dev: ModuleType, system: tuple[str, str, str]) -> None:
    dev.check_system(*system)


@pytest.mark.parametrize(
    ("system", "sentence"),
    [
        (
            ("Linux", "x86_64", "glibc 2.31"),
            "needs glibc 2.34 or newer, this system has glibc 2.31",
        ),
        (("Linux", "x86_64", "glibc 2.9"), "needs glibc 2.34 or newer, this system has glibc 2.9"),
        (("Linux", "aarch64", "glibc 2.36"), "needs glibc 2.39 or newer"),
        (("Linux", "x86_64", ""), "this system has another C library"),
        (("Linux", "armv7l", "glibc 2.36"), "not for Linux on armv7l"),
        (("Darwin", "x86_64", "macOS 12.7"), "needs macOS 13 or newer, this system has macOS 12.7"),
        (("Windows", "a 32-bit Python", ""), "not for Windows on a 32-bit Python"),
    ],
)
def test_a_system_without_wheels_is_refused(
    dev: ModuleType, system: tuple[str, str, str], sentence: str
) -> None:
    with pytest.raises(dev.SetupError, match=re.escape(sentence)):
        dev.check_system(*system)


def test_this_system_is_read_as_one_with_wheels(dev: ModuleType) -> None:
    dev.check_system(dev.platform.system(), dev.platform.machine(), dev.system_release())


# --- the display and Qt's libraries -----------------------------------------------------------


@pytest.mark.parametrize("way", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_one_way_to_draw_is_enough(dev: ModuleType, way: str) -> None:
    dev.check_display("Linux", {way: "x"})


def test_in_a_session_of_wayland_qt_looks_for_the_display_itself(dev: ModuleType) -> None:
    dev.check_display("Linux", {"XDG_SESSION_TYPE": "wayland"})
    with pytest.raises(dev.SetupError, match="no display"):
        dev.check_display("Linux", {"XDG_SESSION_TYPE": "x11"})


def test_no_display_is_said_with_what_works_without(dev: ModuleType) -> None:
    with pytest.raises(dev.SetupError, match="no display") as refused:
        dev.check_display("Linux", {"DISPLAY": ""})
    for works in ("run calculate --weight 72.4 --mg-per-kg 10", "--screenshot FILE", "run --help"):
        assert works in str(refused.value)


def test_other_systems_need_no_display_variable(dev: ModuleType) -> None:
    dev.check_display("Darwin", {})
    dev.check_display("Windows", {})


@pytest.mark.parametrize(
    ("arguments", "environment", "needed"),
    [
        (["--version"], {"DISPLAY": ":0"}, []),
        (["calculate", "--weight", "72.4"], {"DISPLAY": ":0"}, []),
        (["--screenshot", "a.png"], {"DISPLAY": ":0"}, ["EGL"]),
        (["--screenshot=a.png"], {}, ["EGL"]),
        ([], {"DISPLAY": ":0"}, ["EGL", "xcb-cursor"]),
        ([], {"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, ["EGL", "xcb-cursor"]),  # as under WSL
        ([], {"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, ["EGL", "wayland-egl"]),
        ([], {"WAYLAND_DISPLAY": "w"}, ["EGL", "wayland-egl"]),
        ([], {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, ["EGL"]),
        ([], {"QT_QPA_PLATFORM": "xcb", "XDG_SESSION_TYPE": "wayland"}, ["EGL", "xcb-cursor"]),
    ],
)
def test_libraries_are_asked_for_only_where_qt_draws(
    dev: ModuleType, arguments: list[str], environment: dict[str, str], needed: list[str]
) -> None:
    libraries = dev.needed_libraries(arguments, environment)
    some = ["EGL", "wayland-egl", "xcb-cursor"]
    assert [name for name in some if any(f"lib{name}.so" in one for one in libraries)] == needed


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux brings Qt's libraries itself")
def test_a_missing_library_is_found_out(dev: ModuleType) -> None:
    libraries = {"libc.so.6": "libc6", "libnowhere.so.9": "libnowhere9"}
    missing = dev.missing_parts("run", libraries)
    assert "libc.so.6" not in missing
    assert missing["libnowhere.so.9"] == "libnowhere9"


def test_a_missing_module_is_found_out_until_the_environment_is_there(
    dev: ModuleType, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda _name: None)
    package = f"python3.{sys.version_info[1]}-venv"
    assert dev.missing_parts("run", {}) == {"venv": package, "ensurepip": package}
    calls.made_by("run")
    assert dev.missing_parts("run", {}) == {}


MISSING = {"libEGL.so.1": "libegl1", "venv": "python3.11-venv", "ensurepip": "python3.11-venv"}


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "`sudo apt-get install -y libegl1 python3.11-venv`"),
        ("dnf", "`sudo dnf install -y 'libEGL.so.1()(64bit)' python3`"),
        ("", "install it and start again"),
    ],
)
def test_who_is_not_root_gets_the_one_command(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, manager: str, command: str
) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: name if name == manager else None)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(dev.SetupError, match=re.escape(command)) as refused:
        dev.provide(MISSING)
    assert "lacks libEGL.so.1, venv, ensurepip" in str(refused.value)


@pytest.mark.parametrize("failing", [False, True])
def test_root_on_debian_gets_the_packages(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, failing: bool
) -> None:
    ran: list[list[str]] = []

    def call(command: list[str], env: dict[str, str], stdout: object) -> int:
        assert env["DEBIAN_FRONTEND"] == "noninteractive"
        ran.append([word for word in command if not word.startswith("-")])
        return int(failing)

    monkeypatch.setattr(dev.shutil, "which", lambda name: name)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(dev.subprocess, "call", call)
    if failing:
        with pytest.raises(dev.SetupError, match="apt-get failed"):
            dev.provide(MISSING)
    else:
        dev.provide(MISSING)
    assert ran == [["apt-get", "update"], ["apt-get", "install", "libegl1", "python3.11-venv"]]


def test_without_a_server_it_is_said_what_is_not_tried(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: name if name == "apt-get" else None)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    dev.provide_server({})
    assert capsys.readouterr().err == ""
    dev.provide_server({"PostgreSQL": "postgresql"})
    assert capsys.readouterr().err == (
        "dev.py: this system lacks PostgreSQL: `sudo apt-get install -y postgresql`. Until then "
        "the record on a server is not tried.\n"
    )


def test_a_server_in_the_path_or_where_debian_has_it_is_found(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/opt/pg/bin/{name}")
    assert dev.missing_server() == {}
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    debian = any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    assert dev.missing_server() == ({} if debian else {"PostgreSQL": "postgresql"})


# --- the one environment ----------------------------------------------------------------------


def test_the_first_start_makes_it_and_the_second_leaves_it(calls: Calls) -> None:
    assert calls.made_by("run") == ["make", "install run"]
    assert calls.made_by("run") == []


def test_what_tests_need_is_added_and_serves_run(calls: Calls) -> None:
    calls.made_by("run")
    assert calls.made_by("dev") == ["install dev"]
    assert calls.made_by("run") == []
    assert calls.made_by("dev") == []


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_a_half_made_one_is_made_anew(dev: ModuleType, calls: Calls, lock: str) -> None:
    calls.made_by("run")
    dev.STAMP.unlink()
    calls.broken = True
    with pytest.raises(dev.SetupError, match="no network"):
        calls.made_by(lock)
    calls.broken = False
    assert not dev.STAMP.exists()
    assert calls.made_by(lock) == ["make", f"install {lock}"]


def test_a_broken_off_addition_is_made_anew(dev: ModuleType, calls: Calls) -> None:
    calls.made_by("run")
    calls.broken = True
    with pytest.raises(dev.SetupError, match="no network"):
        calls.made_by("dev")
    calls.broken = False
    assert calls.made_by("run") == ["make", "install run"]


def test_a_moved_one_is_made_anew(calls: Calls, checkout: Path, tmp_path: Path) -> None:
    calls.made_by("dev")
    moved = load(checkout.rename(tmp_path / "there") / "packaging" / "dev.py")
    assert moved.STAMP.exists()
    assert not moved.is_ready("run")
    assert not moved.is_ready("dev")


def test_one_whose_interpreter_is_gone_is_made_anew(dev: ModuleType, calls: Calls) -> None:
    calls.made_by("run")
    dev.PYTHON.unlink()
    dev.PYTHON.symlink_to(dev.VENV / "gone")
    assert calls.made_by("run")[0] == "make"


@pytest.mark.parametrize(
    ("name", "other"), [("base_python", "/opt/python3.13"), ("platform.python_version", "3.11.99")]
)
def test_another_interpreter_makes_it_anew(
    dev: ModuleType, calls: Calls, monkeypatch: pytest.MonkeyPatch, name: str, other: str
) -> None:
    calls.made_by("dev")
    *path, last = name.split(".")
    monkeypatch.setattr(getattr(dev, path[0]) if path else dev, last, lambda: other)
    assert calls.made_by("run") == ["make", "install run"]


@pytest.mark.parametrize(
    ("edited", "made", "wanted", "asked"),
    [
        ("run.lock", "run", "run", ["make", "install run"]),
        ("run.lock", "dev", "run", ["make", "install run"]),
        ("run.lock", "dev", "dev", ["make", "install dev"]),
        ("dev.lock", "run", "run", []),
        ("dev.lock", "dev", "dev", ["make", "install dev"]),
    ],
)
def test_a_changed_lock_makes_it_anew(
    calls: Calls, checkout: Path, edited: str, made: str, wanted: str, asked: list[str]
) -> None:
    calls.made_by(made)
    with (checkout / "packaging" / edited).open("a") as lock:
        lock.write("c==3 --hash=sha256:0\n")
    assert calls.made_by(wanted) == asked


@pytest.mark.skipif(sys.prefix == sys.base_prefix, reason="these tests run in no environment")
def test_inside_an_environment_its_base_is_taken(dev: ModuleType) -> None:
    base = Path(dev.base_python())
    assert base.is_file()
    assert not base.is_relative_to(sys.prefix)


def test_pip_checks_every_hash_and_says_what_failed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []

    def call(command: list[str], **options: object) -> int:
        ran.append(command)
        return 1

    monkeypatch.setattr(dev.subprocess, "call", call)
    with pytest.raises(dev.SetupError, match=r"could not install packaging/run\.lock"):
        dev.install("run", ())
    [command] = ran
    assert command[0] == str(dev.PYTHON)
    assert {"--require-hashes", "--only-binary", ":all:", "--no-deps"} <= set(command)
    assert command[-2:] == ["-r", str(dev.PACKAGING / "run.lock")]


# --- what is handed on ------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for .venv is a symbolic link")
def test_run_hands_on_arguments_folder_and_exit_code(dev: ModuleType, tmp_path: Path) -> None:
    dev.PYTHON.parent.mkdir(parents=True)
    dev.PYTHON.symlink_to(sys.executable)
    arguments = ["--all", "--", "-x", "two words", "", "ü*?", "--version"]
    (tmp_path / "app.py").write_text("raise SystemExit('not this one')\n")
    stamped = f"import sys; sys.path.insert(0, {str(dev.PACKAGING)!r}); import dev; "
    stamped += "dev.STAMP.write_bytes(dev.stamp('run'))"
    subprocess.run([dev.PYTHON, "-c", stamped], check=True)
    ran = subprocess.run(
        [dev.PYTHON, dev.PACKAGING / "dev.py", "run", *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (7, "")
    assert json.loads(ran.stdout) == [arguments, str(tmp_path)]


def test_without_a_display_the_window_is_refused_before_anything_is_made(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(dev.platform, "system", lambda: "Linux")
    monkeypatch.setattr(dev.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(dev, "system_release", lambda: "glibc 2.36")
    assert dev.main(["run"]) == 1
    assert "no display" in capsys.readouterr().err
    assert not dev.VENV.exists()


@pytest.mark.parametrize(
    ("arguments", "passed"),
    [
        ([], ["-m", "not long"]),
        (["--all"], []),
        (["--", "-k", "foo"], ["-m", "not long", "-k", "foo"]),
        (["--all", "--", "-k", "--all"], ["-k", "--all"]),
    ],
)
def test_pytest_leaves_out_long_tests_unless_asked(
    dev: ModuleType, arguments: list[str], passed: list[str]
) -> None:
    assert dev.pytest_arguments(arguments) == passed


def test_test_refuses_what_it_does_not_know(
    dev: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["test", "-k", "foo"]) == 1
    assert "after `--`" in capsys.readouterr().err


@pytest.mark.parametrize("red", [[], ["first"], ["first", "last"]])
def test_every_check_runs_and_one_red_one_is_enough(
    dev: ModuleType,
    calls: Calls,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    red: list[str],
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setattr(dev, "missing_parts", lambda _lock, _libraries: {})
    monkeypatch.setattr(dev, "missing_server", dict)
    code = "import os, sys; print('ran', os.environ['QT_QPA_PLATFORM']); sys.exit(int(sys.argv[1]))"
    commands = {
        name: [sys.executable, "-c", code, str(int(name in red))] for name in ("first", "last")
    }
    monkeypatch.setattr(dev, "checks", lambda _arguments: commands)
    assert dev.test([]) == (1 if red else 0)
    output = capfd.readouterr().out
    assert output.count("ran offscreen") == 2
    assert output.splitlines()[-1] == (f"RED: {', '.join(red)}" if red else "all is well")
    summary = re.findall(r"^(RED|ok) +\d+\.\d s  (\w+)$", output, re.MULTILINE)
    assert summary == [("RED" if name in red else "ok", name) for name in commands]


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for .venv is a symbolic link")
def test_bench_hands_on_names_and_status(
    dev: ModuleType, calls: Calls, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in for the benchmarks, which ends with 7 for the names that it is to get."""
    monkeypatch.setattr(dev, "missing_parts", lambda _lock, _libraries: {})
    monkeypatch.setattr(dev, "missing_server", dict)
    dev.PYTHON.parent.mkdir(parents=True)
    dev.PYTHON.symlink_to(sys.executable)
    stand_in = checkout / "tests" / "benchmarks"
    stand_in.mkdir(parents=True)
    (stand_in / "__main__.py").write_text(
        "import sys\nsys.exit(7 if sys.argv[1:] == ['start', 'pdf'] else 1)\n"
    )
    assert dev.main(["bench", "start", "pdf"]) == 7
    assert calls.asked[-1] == "install dev"


def test_pytest_is_the_last_check(dev: ModuleType) -> None:
    checks = dev.checks(["-m", "not long"])
    assert list(checks) == ["ruff check", "ruff format", "mypy", "lint-imports", "pytest"]
    assert checks["pytest"][1:] == ["-m", "pytest", "-n", "2", "-m", "not long"]
    assert list(dev.checks([]))[:2] == ["coverage of the core", "mutation"]


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["bulid"], 2), (["--help"], 0)])
def test_an_unknown_command_gets_the_list(
    dev: ModuleType, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int
) -> None:
    assert dev.main(arguments) == code
    told = capsys.readouterr().err
    assert "run " in told
    assert "test " in told


def test_control_c_ends_quietly(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(dev.COMMANDS, "run", interrupted)
    assert dev.main(["run"]) == 130
    assert capsys.readouterr() == ("", "")


# --- the locks --------------------------------------------------------------------------------


def pins(lock: str) -> dict[str, tuple[str, int]]:
    """Read each requirement (with its marker) of a lock, its version and its count of hashes."""
    found = {}
    text = (SCRIPT.parent / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            pin = re.fullmatch(
                r"([a-z0-9-]+)==([\w.]+)( ; .*?)?((?: +--hash=sha256:[0-9a-f]{64})*)", line
            )
            assert pin, line
            found[pin[1] + (pin[3] or "")] = (pin[2], pin[4].count("--hash"))
    return found


@pytest.mark.parametrize("lock", ["run.lock", "dev.lock"])
def test_each_pin_has_hashes_and_no_address(lock: str) -> None:
    assert [name for name, (_, hashes) in pins(lock).items() if not hashes] == []
    text = (SCRIPT.parent / lock).read_text(encoding="utf-8")
    assert re.findall(r"\S*(?:://|index-url|find-links)\S*", text) == []


def test_dev_holds_all_that_run_holds() -> None:
    assert pins("run.lock").items() <= pins("dev.lock").items()


def test_the_locks_are_those_of_pyproject() -> None:
    text = PYPROJECT.read_text(encoding="utf-8")
    asked = set(re.findall(r'^  "([A-Za-z0-9-]+)[=>]', text, re.MULTILINE))
    assert {name.lower() for name in asked} <= set(pins("dev.lock"))
    assert pins("run.lock")["pyside6-essentials"][0] == "6.11.3"
    assert pins("run.lock")["shiboken6"][0] == "6.11.3"
