"""gunicorn for a town or a county: `gunicorn -c deploy/gunicorn.conf.py app:app`. No access log: slips come by URL."""

import gc
import logging
import os

from govproj.core.logs import WITHOUT_VALUES

bind = os.environ.get("GOVPROJ_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("GOVPROJ_WORKERS", os.cpu_count() or 2))
worker_class = "sync"  # threads make the slow tail of SQLite's writes ten times longer
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 — only its own heartbeat file
preload_app = True
timeout = 60
logging.getLogger("gunicorn.error").addFilter(WITHOUT_VALUES)  # it names the address a worker failed at


def when_ready(server):
    """What is loaded by now stays shared between the workers instead of being copied by the collector."""
    gc.collect()
    gc.freeze()
