"""A bar on a terminal, a line now and then elsewhere."""

import sys
import time

WIDTH = 32


class Bar:
    def __init__(self, total, out=sys.stdout):
        self.total, self.done, self.out = max(total, 1), 0, out
        self.is_live, self.began, self.said = out.isatty(), time.monotonic(), 0

    def step(self, words, count=1):
        """`count` more are done, and `words` say what is being made."""
        self.done += count
        share = min(self.done / self.total, 1)
        if self.is_live:
            filled = round(share * WIDTH)
            self.out.write(f"\r  {'█' * filled}{'░' * (WIDTH - filled)} {share:4.0%}  {words:<32.32}")
        elif share * 10 >= self.said + 1 or share == 1:
            self.said = int(share * 10)
            self.out.write(f"  {share:4.0%}  {words}\n")
        self.out.flush()

    def say(self, sentence):
        """A line of its own."""
        self.out.write(f"{chr(10) if self.is_live else ''}  {sentence}\n")

    def end(self):
        seconds = round(time.monotonic() - self.began)
        self.out.write(f"{chr(10) if self.is_live else ''}  done in {seconds} s\n")
