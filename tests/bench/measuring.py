"""Running something from several clients for a while, and what it cost."""

import os
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median


@dataclass
class Measured:
    """`times` in seconds, `took` the whole run."""

    name: str
    took: float
    times: list[float] = field(default_factory=list)
    cpu: float = 0.0

    @property
    def per_second(self):
        return len(self.times) / self.took

    @property
    def cpu_ms(self):
        return 1000 * self.cpu / len(self.times)

    def __str__(self):
        last = sorted(self.times)[int(len(self.times) * 0.95)]
        cpu = f", {self.cpu_ms:.1f} ms of the server's CPU each" if self.cpu else ""
        return f"{self.name}: {self.per_second:.1f}/s, p50 {1000 * median(self.times):.0f} ms, p95 {1000 * last:.0f} ms{cpu}"


def run(name, work, *, clients, seconds, server=None):
    """`work(client number)` gives a function without arguments, called again and again on its own thread."""
    times, failures, until = [], [], time.monotonic() + seconds

    def client(number):
        try:
            do = work(number)
            while time.monotonic() < until:
                began = time.monotonic()
                do()
                times.append(time.monotonic() - began)
        except Exception as failure:
            failures.append(failure)

    before, began = cpu_of(server), time.monotonic()
    threads = [threading.Thread(target=client, args=[number]) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return Measured(name, time.monotonic() - began, times, cpu_of(server) - before)


def cpu_of(pid):
    """Seconds of CPU that a process and its children have used."""
    if pid is None:
        return 0.0
    pids = [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    ticks = 0
    for each in pids:
        fields = Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
