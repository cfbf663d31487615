"""Who holds a lease: a name that tells another deliverer on this machine whether its process is still alive."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from uuid import uuid4


def owner_name() -> str:
    """`host/pid namespace/pid/start/random`, different for each deliverer."""
    pid = os.getpid()
    return "/".join((socket.gethostname(), _namespace(), str(pid), _started(pid) or "", uuid4().hex[:12]))


def is_gone(owner: str) -> bool:
    """Whether the owner's process has certainly ended. False for other machines and where it cannot be told."""
    host, _, rest = owner.partition("/")
    parts = rest.split("/")
    if len(parts) != 4 or host != socket.gethostname() or not parts[0] or parts[0] != _namespace():
        return False
    started = _started(int(parts[1])) if parts[1].isdigit() else ""
    return started != parts[2]


def _namespace() -> str:
    """The kernel's name of this process's pid namespace; empty where there is no such thing."""
    if not sys.platform.startswith("linux"):
        return ""
    try:
        return os.readlink("/proc/self/ns/pid").strip("pid:[]")
    except OSError:
        return ""


def _started(pid: int) -> str | None:
    """When a process began, in the kernel's ticks; None for one that has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in ("Z", "X") else fields[19]
