"""What runs when. Each app registers its own jobs in its `AppConfig.ready`; the worker runs them (`running.py`)."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """`function` takes nothing, may be run again at any time, and is short: what takes long it enqueues."""

    name: str
    period: int
    function: Callable[[], object]


_jobs: dict[str, Job] = {}


def every(seconds: int, name: str, function: Callable[[], object]) -> None:
    """Register a job. One name, one job: a second one is a mistake and raises ValueError."""
    known = _jobs.get(name)
    if known and known.function is not function:
        raise ValueError(f"two jobs are called {name}")
    _jobs[name] = Job(name, seconds, function)


def jobs() -> list[Job]:
    return sorted(_jobs.values(), key=lambda job: job.name)
