"""What the pool's processes run. It imports no model: they have no settings and no database."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

from media.decoding import prepare


def prepared(paths):
    """Yields what `media` makes of each file, in order, while the next are being decoded."""
    # Not forked: the children must not share this process's connection to the database.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        yield from pool.map(_prepare, paths, chunksize=4)


def _prepare(path):
    return prepare(path.read_bytes())
