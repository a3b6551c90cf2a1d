"""The demo, loaded once for all workers of a run. Whoever needs it takes a copy."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def copy_of_the_demo(tmp_path_factory, folder: Path) -> Path:
    """`folder`, filled with a demo on its first day."""
    return shutil.copytree(_loaded_once(tmp_path_factory.getbasetemp()), folder)


def load(folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "govproj.serving", folder], cwd=ROOT, check=True)
    return folder


def _loaded_once(base: Path) -> Path:
    """One loads, the others wait for it."""
    room = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    loaded, loading = room / "demo", room / "demo.loading"
    with (room / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not loaded.exists():
            load(loading).rename(loaded)
    return loaded
