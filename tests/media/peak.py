"""Run in a process of its own: prints the width and height of a photo's master, and the peak of its memory in MiB."""

import re
import sys
from pathlib import Path

from media.decoding import prepare

with Path(sys.argv[1]).open("rb") as file:
    prepared = prepare(file)
# The kernel's high-water mark of this program alone; getrusage would count the parent it was forked from.
peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]
print(prepared.width, prepared.height, int(peak) // 1024)  # noqa: T201
