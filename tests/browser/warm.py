"""What every site of the browser tests has in memory before it starts: imported by their fork server alone."""

import gc
import tempfile
from pathlib import Path

gc.disable()  # as run.py does: starting only makes things that stay

from govproj import create_app  # noqa: E402

with tempfile.TemporaryDirectory() as folder:
    create_app(Path(folder))
gc.freeze()
