"""Starts a program that the system ends at once if it so much as asks for a network socket.

`python no_network.py [--unix] PROGRAM WORDS…` hands Linux a filter of system calls (seccomp) that
no program can take back, and becomes the program. `socket` and `connect` end it with SIGSYS before
anything is sent, so that a mere try is seen; so does io_uring, which makes sockets by another way.
With `--unix` it may speak to programs on this computer (AF_UNIX), as to a database.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from typing import Final, NamedTuple


class _Machine(NamedTuple):
    """The kernel's number of the machine, and of its calls."""

    audit: int
    socket: int
    connect: int


_MACHINES: Final = {
    "x86_64": _Machine(0xC000003E, 41, 42),
    "aarch64": _Machine(0xC00000B7, 198, 203),
}
"""linux/audit.h and asm/unistd.h; in both io_uring_setup is 425."""
_IO_URING: Final = 425
_OTHER_WAY_IN: Final = 0x40000000
"""On x86_64 every call has a second number, with this bit (x32)."""

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
"""BPF_LD|BPF_W|BPF_ABS, BPF_JMP|BPF_JEQ|BPF_K, BPF_JMP|BPF_JGE|BPF_K, BPF_RET|BPF_K."""
_NUMBER, _ARCH, _FIRST_ARGUMENT = 0, 4, 16
"""Where they are in struct seccomp_data; of the argument the low half, little-endian."""
_KILL, _ALLOW = 0x80000000, 0x7FFF0000
"""SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_ALLOW."""
_AF_UNIX: Final = 1
_SET_NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 38, 22, 2
"""PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER."""


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("len", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def why_not_known() -> str:
    """Why this program does not know how to forbid it here, "" where it does."""
    if not sys.platform.startswith("linux"):
        return "only Linux has seccomp"
    if platform.machine() not in _MACHINES:
        return f"the calls of {platform.machine()} are not known here"
    return ""


def forbid(*, unix: bool) -> None:
    """Forbid this process, and all that come of it, to ask for a network; raises OSError."""
    machine = _MACHINES[platform.machine()]
    last = 9  # where ALLOW stands; KILL is the next
    kill = last + 1

    def jump(at: int, code: int, value: int, yes: int, no: int) -> bytes:
        return struct.pack("HBBI", code, yes - at - 1, no - at - 1, value)

    program = [
        struct.pack("HBBI", _LOAD, 0, 0, _ARCH),
        jump(1, _EQUAL, machine.audit, 2, kill),
        struct.pack("HBBI", _LOAD, 0, 0, _NUMBER),
        jump(3, _AT_LEAST, _OTHER_WAY_IN, kill, 4),
        jump(4, _EQUAL, _IO_URING, kill, 5),
        jump(5, _EQUAL, machine.connect, last if unix else kill, 6),
        jump(6, _EQUAL, machine.socket, 7, last),
        struct.pack("HBBI", _LOAD, 0, 0, _FIRST_ARGUMENT),
        jump(8, _EQUAL, _AF_UNIX, last if unix else kill, kill),
        struct.pack("HBBI", _RETURN, 0, 0, _ALLOW),
        struct.pack("HBBI", _RETURN, 0, 0, _KILL),
    ]
    code = ctypes.create_string_buffer(b"".join(program))
    filter_ = _Program(len(program), ctypes.cast(code, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    zero = ctypes.c_ulong(0)
    for call in (
        (_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), zero, zero, zero),
        (_SET_SECCOMP, ctypes.c_ulong(_FILTER), ctypes.byref(filter_), zero, zero),
    ):
        if libc.prctl(*call):
            number = ctypes.get_errno() or errno.EPERM
            raise OSError(number, os.strerror(number))


if __name__ == "__main__":
    words = sys.argv[1:]
    unix = words[:1] == ["--unix"]
    forbid(unix=unix)
    words = words[unix:]
    os.execv(words[0], words)  # noqa: S606 a program of these tests
