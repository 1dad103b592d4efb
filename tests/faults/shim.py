# SPDX-License-Identifier: MIT
"""Finds or builds faultshim.c, and tells it what to do to the program that runs on top of it."""
import ctypes
import mmap
import os
import pathlib
import shutil
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


class Control(ctypes.Structure):
    _fields_ = [("no_space", ctypes.c_int32), ("write_fails", ctypes.c_int32), ("sync_fails", ctypes.c_int32),
                ("sync_ms", ctypes.c_int32), ("sync_lies", ctypes.c_int32), ("reserved", ctypes.c_int32 * 3),
                ("clock_ms", ctypes.c_int64), ("syncs", ctypes.c_int64), ("refusals", ctypes.c_int64)]


def library():
    """The path of the shim: of $COTERIE_FAULTSHIM, of a build folder, or compiled now."""
    named = os.environ.get("COTERIE_FAULTSHIM")
    if named:
        return named
    built = sorted(HERE.parents[1].glob("build/*/tests/faults/libfaultshim.so"), key=lambda p: p.stat().st_mtime)
    sources = [HERE / "faultshim.c", HERE / "faultclock.c"]
    changed = max(path.stat().st_mtime for path in [*sources, HERE / "faultshim.h"])
    if built and built[-1].stat().st_mtime >= changed:
        return str(built[-1])
    out = pathlib.Path(tempfile.gettempdir()) / f"faultshim-{os.getuid()}-{int(changed)}.so"
    if not out.exists():
        partial = out.with_suffix(f".{os.getpid()}")
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", partial, *sources, "-ldl", "-lpthread"], check=True)
        partial.rename(out)
    return str(out)


class Shim:
    """Faults for one host. Owns the control file and, when power is to be cut, the shadow folder."""

    def __init__(self, folder, *, power):
        self._watched = pathlib.Path(folder)
        self._watched.mkdir(parents=True, exist_ok=True)
        base = self._watched.parent / (self._watched.name + ".shim")
        base.mkdir(exist_ok=True)
        self._file = base / "control"
        self._file.write_bytes(bytes(ctypes.sizeof(Control)))
        self._shadow = base / "durable" if power else None
        if self._shadow:
            shutil.rmtree(self._shadow, ignore_errors=True)
            shutil.copytree(self._watched, self._shadow)
        self._open = open(self._file, "r+b")
        self._map = mmap.mmap(self._open.fileno(), ctypes.sizeof(Control))
        self.control = Control.from_buffer(self._map)

    def environment(self):
        out = {"LD_PRELOAD": library(), "FAULTSHIM_WATCH": str(self._watched), "FAULTSHIM_CONTROL": str(self._file)}
        if self._shadow:
            out["FAULTSHIM_SHADOW"] = str(self._shadow)
        return out

    def cut_power(self):
        """To be called when the program is dead: the folder becomes what was fsynced."""
        shutil.rmtree(self._watched)
        shutil.copytree(self._shadow, self._watched)
        for unnamed in self._watched.glob("**/.unnamed-*"):  # never got their names
            unnamed.unlink()

    def heal(self):
        for name in ("no_space", "write_fails", "sync_fails", "sync_ms", "sync_lies", "clock_ms"):
            setattr(self.control, name, 0)
