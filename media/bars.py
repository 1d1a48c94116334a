"""The waveform of a recording as bars: heard while it is written, kept as text, drawn as rectangles."""

BARS, HIGHEST, LOWEST = 60, 44, 3
# Every eighth sample of 48,000 a second shows the loudness as well as all of them.
_STEP = 8


class Loudness:
    """Listens to frames of 16-bit sound, of about the same length each."""

    def __init__(self):
        self._levels = []

    def hear(self, frame):
        samples = memoryview(frame.planes[0]).cast("h")[: frame.samples : _STEP]
        self._levels.append(max(max(samples), -min(samples)) if len(samples) else 0)

    def bars(self):
        """`12 40 3 …`: BARS heights up to HIGHEST, the loudest of them that high."""
        count = len(self._levels)
        parts = [
            self._levels[i * count // BARS : max((i + 1) * count // BARS, i * count // BARS + 1)] for i in range(BARS)
        ]
        means = [sum(part) / len(part) for part in parts]
        loudest = max(means) or 1
        return " ".join(str(max(LOWEST, round(HIGHEST * mean / loudest))) for mean in means)


def rectangles(heights):
    """(x, y, height) of each bar, four wide, in a box of 358 by 48."""
    return [(6 * place, 24 - height / 2, height) for place, height in enumerate(heights)]


def read(text):
    return [int(height) for height in text.split()]
