"""Set up Vialwise in a fresh checkout, then run or test it: `python3 packaging/dev.py run`.

Standard library only. Any Python 3 from 3.6 on must be able to read this file, so that one that is
too old is told so in a sentence: the version check comes first, and the grammar stays that of 3.6.
Everything said here goes to stderr; stdout belongs to the program (`run schema > file`).
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

if sys.platform != "win32":
    import fcntl

GET_PYTHON = {
    "apt-get": "sudo apt-get install -y python3.11 python3.11-venv",
    "dnf": "sudo dnf install -y python3.12",
    "brew": "brew install python@3.13",
    "winget": "winget install Python.Python.3.13",
}


def starts(python: str) -> bool:
    """Tell whether there is a Python of this name that starts (a pyenv shim may be hollow)."""
    found, quiet = shutil.which(python), subprocess.DEVNULL
    return found is not None and not subprocess.call([found, "-c", ""], stdout=quiet, stderr=quiet)


def version_problem(major: int, minor: int) -> str:
    """Say which Python is needed and the command that mends it; "" when this one will do."""
    if (major, minor) >= (3, 11):
        return ""
    newer = next(filter(starts, ("python3.14", "python3.13", "python3.12", "python3.11")), None)
    manager = next(filter(shutil.which, GET_PYTHON), None)
    mend = "get one and start this again with it"
    if newer:
        mend = f"`{newer} packaging/dev.py run` starts one that is here"
    elif manager:
        mend = f"get one with `{GET_PYTHON[manager]}`"
    found = f"this is Python {major}.{minor} ({sys.executable})"
    return f"dev.py: {found}, but Vialwise needs Python 3.11 to 3.14: {mend}"


if version_problem(sys.version_info[0], sys.version_info[1]):
    sys.exit(version_problem(sys.version_info[0], sys.version_info[1]))

# From here on the Python is new enough.

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "made-by-dev.txt"
LOCKS = {"run": ("run.lock",), "dev": ("run.lock", "dev.lock")}  # dev holds all that run holds

# The systems that PySide6 6.11 has wheels for, and the oldest glibc or macOS that they load on.
WHEELS: dict[tuple[str, str], tuple[int, ...]] = {
    ("Linux", "x86_64"): (2, 34),
    ("Linux", "aarch64"): (2, 39),
    ("Darwin", "x86_64"): (13,),
    ("Darwin", "arm64"): (13,),
    ("Windows", "AMD64"): (),
    ("Windows", "ARM64"): (),
}
CONTAINER = (
    "use a newer one, or a container: `docker run -it --rm -v .:/vialwise -w /vialwise "
    "python:3.13 python packaging/dev.py run --help`"
)

# What PySide6's wheels load from the system, by `ldd` on QtWidgets and on the plug-ins for the
# window, less what these load themselves; with the Debian package that brings it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}
WAYLAND_LIBRARIES = {
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class SetupError(Exception):
    """A sentence for the person at the terminal: what is wrong, and what mends it."""


def say(sentence: str) -> None:
    """Tell what is being done, without touching the program's own output."""
    print(f"dev.py: {sentence}", file=sys.stderr, flush=True)


# --- what would fail late, checked first ------------------------------------------------------


def system_release() -> str:
    """Read what the wheels ask about: "glibc 2.36", "macOS 14.5", or nothing."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, ValueError):  # musl does not know the question
            return os.confstr("CS_GNU_LIBC_VERSION") or ""
    return f"macOS {platform.mac_ver()[0]}" if sys.platform == "darwin" else ""


def check_system(system: str, machine: str, release: str) -> None:
    """Stop where PySide6 has no wheel for the system."""
    oldest = WHEELS.get((system, machine))
    if oldest is None:
        there = "Linux, macOS and Windows with a 64-bit Python on an Intel, AMD or Arm processor"
        raise SetupError(f"PySide6 has wheels for {there}, not for {system} on {machine}")
    if tuple(map(int, re.findall(r"\d+", release))) < oldest:
        needed = f"{'glibc' if system == 'Linux' else 'macOS'} {'.'.join(map(str, oldest))}"
        mend = "`softwareupdate --install --all`" if system == "Darwin" else CONTAINER
        found = release or "another C library (musl?)"
        raise SetupError(f"PySide6 needs {needed} or newer, this system has {found}: {mend}")


def check_display(system: str, environment: Mapping[str, str]) -> None:
    """Stop where no display is named, and name what works without (as `app/terminal/screen.py`).

    Whether one answers is found out by Qt, and told by the program.
    """
    ways = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    looks_for_one = environment.get("XDG_SESSION_TYPE") == "wayland"
    if system == "Linux" and not (looks_for_one or any(environment.get(way) for way in ways)):
        raise SetupError(
            "there is no display for the window (neither DISPLAY nor WAYLAND_DISPLAY is set). "
            "Without one, these work:\n"
            "  python3 packaging/dev.py run calculate --weight 72.4 --mg-per-kg 10\n"
            "  python3 packaging/dev.py run --screenshot FILE.png\n"
            "  python3 packaging/dev.py run --help"
        )


def needed_libraries(arguments: list[str], environment: Mapping[str, str]) -> dict[str, str]:
    """List the libraries that `run` with these arguments needs: in the terminal, none."""
    if arguments:
        draws = any(argument.split("=")[0] == "--screenshot" for argument in arguments)
        return QT_LIBRARIES if draws else {}
    wayland = environment.get("XDG_SESSION_TYPE") == "wayland" or not environment.get("DISPLAY")
    plugin = environment.get("QT_QPA_PLATFORM") or ("wayland" if wayland else "xcb")
    plugins = {"wayland": WAYLAND_LIBRARIES, "xcb": X11_LIBRARIES}
    return {**QT_LIBRARIES, **plugins.get(plugin, {})}


def loads(library: str) -> bool:
    """Tell whether the system has this shared library."""
    with contextlib.suppress(OSError):
        return bool(ctypes.CDLL(library))
    return False


def missing_parts(lock: str, libraries: Mapping[str, str]) -> dict[str, str]:
    """Pick what the system lacks, each with its Debian package (Debian packs venv apart)."""
    modules = () if is_ready(lock) else ("venv", "ensurepip")
    package = f"python3.{sys.version_info[1]}-venv"
    missing = {name: package for name in modules if importlib.util.find_spec(name) is None}
    if sys.platform == "linux":
        missing.update({name: deb for name, deb in libraries.items() if not loads(name)})
    return missing


def install_command(missing: Mapping[str, str], manager: str) -> str:
    """Write the one command that brings what is missing; dnf finds a library by its own name."""
    if manager == "apt-get":
        return f"sudo apt-get install -y {' '.join(sorted(set(missing.values())))}"
    names = [f"'{name}()(64bit)'" if ".so" in name else "python3" for name in missing]
    return f"sudo dnf install -y {' '.join(dict.fromkeys(names))}"


def provide(missing: Mapping[str, str]) -> None:
    """Bring what the system lacks with apt if we are root; otherwise stop and name the command."""
    if not missing:
        return
    manager = next(filter(shutil.which, ("apt-get", "dnf")), "")
    mend = f"`{install_command(missing, manager)}`" if manager else "install it and start again"
    lacks = f"this system lacks {', '.join(missing)}"
    if manager != "apt-get" or getattr(os, "geteuid", int)() != 0:
        raise SetupError(f"{lacks}: {mend}")
    say(f"{lacks}; as root, bringing it with apt-get ...")
    apt = ["apt-get", "-q", "-y", "--no-install-recommends"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.call([*apt, "update"], env=environment, stdout=sys.stderr)
    packages = sorted(set(missing.values()))
    if subprocess.call([*apt, "install", *packages], env=environment, stdout=sys.stderr):
        raise SetupError(f"{lacks}, and apt-get failed (its own words are above): {mend}")


def missing_server() -> dict[str, str]:
    """Name PostgreSQL with its Debian package where its programs are not on this system."""
    is_there = shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return {} if is_there else {"PostgreSQL": "postgresql"}


def provide_server(missing: Mapping[str, str]) -> None:
    """Bring the server that tests of the record start, as `provide`; without it they skip."""
    try:
        provide(missing)
    except SetupError as problem:
        say(f"{problem}. Until then the record on a server is not tried.")


# --- the one environment, .venv ---------------------------------------------------------------


def base_python() -> str:
    """Find the interpreter to make `.venv` with: never that of an environment."""
    return str(getattr(sys, "_base_executable", "") or sys.executable)


def stamp(lock: str) -> bytes:
    """Write down all that `.venv` is made from: the locks, the interpreter and the place."""
    locks = b"".join((PACKAGING / name).read_bytes() for name in LOCKS[lock])
    contents = f"{lock} {hashlib.sha256(locks).hexdigest()}"
    interpreter = f"{Path(base_python()).resolve()} {platform.python_version()}"
    return os.fsencode(f"{contents}\n{interpreter} {platform.machine()}\n{VENV}\n")


def is_ready(lock: str) -> bool:
    """Tell whether `.venv` is whole, in its place, of this Python, and holds what the lock pins."""
    whole = PYTHON.exists() and STAMP.exists()
    return whole and STAMP.read_bytes() in {stamp(lock), stamp("dev")}


@contextlib.contextmanager
def turn() -> Iterator[tuple[int, ...]]:
    """Let one start at a time make `.venv` (not on Windows); children of a killed one count."""
    with Path(__file__).open("rb") as lock:
        if sys.platform != "win32":
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("waiting for another start that is making .venv ...")
                fcntl.flock(lock, fcntl.LOCK_EX)
            except OSError:
                say("this disk knows no locks: until .venv is made, start one at a time")
        yield () if sys.platform == "win32" else (lock.fileno(),)


def make_environment(held: tuple[int, ...]) -> None:
    """Make `.venv` anew, with pip and nothing else in it."""
    say(f"making .venv with Python {platform.python_version()} ({base_python()}) ...")
    command = [base_python(), "-I", "-m", "venv", "--clear", str(VENV)]
    made = subprocess.run(command, capture_output=True, text=True, check=False, pass_fds=held)
    if made.returncode:
        words = f"{made.stdout} {made.stderr}".strip()
        mend = "close what uses it, remove the folder .venv and start again"
        raise SetupError(f"could not make .venv ({words}): {mend}")


def install(lock: str, held: tuple[int, ...]) -> None:
    """Let pip install what the lock pins: wheels only, each checked against its hash."""
    file = PACKAGING / f"{lock}.lock"
    names = set(re.findall(r"^([\w.-]+)==", file.read_text(encoding="utf-8"), re.MULTILINE))
    say(f"installing from packaging/{lock}.lock ({len(names)} pinned packages) ...")
    pip = [str(PYTHON), "-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    pip += [] if sys.stderr.isatty() else ["--quiet"]
    pip += ["--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", str(file)]
    if subprocess.call(pip, stdout=sys.stderr, pass_fds=held):
        raise SetupError(
            f"pip could not install packaging/{lock}.lock (its own words are above). If it found "
            "no versions, it reached no package index: mend the network, then start this again."
        )


def prepare(lock: str) -> None:
    """Bring `.venv` to what the lock pins; its stamp goes first and comes back last."""
    if is_ready(lock):
        return
    with turn() as held:
        if is_ready(lock):  # made by another start while this one waited
            return
        if not is_ready("run"):
            make_environment(held)
        STAMP.unlink(missing_ok=True)
        install(lock, held)
        STAMP.write_bytes(stamp(lock))


def own_environment() -> dict[str, str]:
    """Copy the environment without what would bring other packages into ours."""
    foreign = {"PYTHONPATH", "PYTHONHOME", "PYTHONSAFEPATH", "__PYVENV_LAUNCHER__"}
    return {name: value for name, value in os.environ.items() if name not in foreign}


# --- the subcommands --------------------------------------------------------------------------


def run(arguments: list[str]) -> int:
    """Start the program; all that follows goes to it: run, run --help, run --version ..."""
    if not arguments:
        check_display(platform.system(), os.environ)
    provide(missing_parts("run", needed_libraries(arguments, os.environ)))
    prepare("run")
    command = [str(PYTHON), "-P", "-m", "app", *arguments]  # -P: `app` is ours, wherever we stand
    environment = {**own_environment(), "PYTHONPATH": str(ROOT)}
    if os.name == "posix":
        os.execve(command[0], command, environment)  # noqa: S606  (its own signals and exit code)
    return subprocess.call(command, env=environment)


def provide_for_development() -> None:
    """Bring all that tests and benchmarks stand on: libraries, a server, the whole `.venv`."""
    provide(missing_parts("dev", QT_LIBRARIES))
    provide_server(missing_server())
    prepare("dev")


def checks(pytest_arguments: list[str]) -> dict[str, list[str]]:
    """List the checks with their commands; pytest is last, so its summary ends the output."""
    python = str(PYTHON)
    core = ["-n", "2", "-m", "not long", "--cov=app.core", "tests/core", "tests/contract"]
    of_the_tests = {
        "coverage of the core": [python, "-m", "pytest", *core],
        "mutation": [python, "-m", "tests.mutation"],
    }
    return {
        **({} if "not long" in pytest_arguments else of_the_tests),
        "ruff check": [python, "-m", "ruff", "check"],
        "ruff format": [python, "-m", "ruff", "format", "--check"],
        "mypy": [python, "-m", "mypy"],
        "lint-imports": [str(BIN / "lint-imports"), "--no-logo"],
        "pytest": [python, "-m", "pytest", "-n", "2", *pytest_arguments],
    }


def pytest_arguments(arguments: list[str]) -> list[str]:
    """Turn `test [--all] [-- ARGS...]` into what pytest gets."""
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    own, extra = arguments[:cut], arguments[cut + 1 :]
    if set(own) - {"--all"}:
        unknown = " ".join(own)
        raise SetupError(f"`test {unknown}`: test takes --all and, after `--`, pytest's arguments")
    return [*([] if own else ["-m", "not long"]), *extra]


def test(arguments: list[str]) -> int:
    """Run every check; --all adds what takes long, and after -- come pytest's arguments."""
    commands = checks(pytest_arguments(arguments))
    provide_for_development()
    environment = {"QT_QPA_PLATFORM": "offscreen", **own_environment()}
    lines, red = [], []
    for name, command in commands.items():
        print(f"\n--- {name}", flush=True)
        start = time.monotonic()
        if subprocess.call(command, cwd=ROOT, env=environment):
            red.append(name)
        outcome = "RED" if name in red else "ok"
        lines.append(f"{outcome:3} {time.monotonic() - start:6.1f} s  {name}")
        print(f"--- {lines[-1]}", flush=True)
    print("", *lines, f"RED: {', '.join(red)}" if red else "all is well", sep="\n", flush=True)
    return 1 if red else 0


def build(arguments: list[str]) -> int:
    """Make the bundle of this system under dist/, and check it: what a site unpacks."""
    if arguments:
        raise SetupError(f"`build {' '.join(arguments)}`: build takes nothing")
    libraries = {**QT_LIBRARIES, **WAYLAND_LIBRARIES, **X11_LIBRARIES}  # they go into the bundle
    provide(missing_parts("dev", libraries))
    prepare("dev")
    command = [str(PYTHON), str(PACKAGING / "bundle" / "make_bundle.py")]
    return subprocess.call(command, env=own_environment())


def bench(arguments: list[str]) -> int:
    """Run all benchmarks, or those named after it, and print one table of what they measured."""
    provide_for_development()
    command = [str(PYTHON), "-m", "tests.benchmarks", *arguments]
    return subprocess.call(command, cwd=ROOT, env=own_environment())


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "build": build,
    "bench": bench,
}


def main(arguments: list[str]) -> int:
    """Hand over to a subcommand, and turn what goes wrong into a sentence and an exit code."""
    name = arguments[0] if arguments else ""
    if name not in COMMANDS:
        lines = [f"  {known:5} {command.__doc__}" for known, command in COMMANDS.items()]
        print("usage: python3 packaging/dev.py COMMAND ...\n" + "\n".join(lines), file=sys.stderr)
        return 0 if name in {"-h", "--help"} else 2
    try:
        machine = platform.machine() if sys.maxsize > 2**32 else "a 32-bit Python"
        check_system(platform.system(), machine, system_release())
        return COMMANDS[name](arguments[1:])
    except SetupError as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
