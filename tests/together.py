"""Several at the same moment."""

import threading
from collections.abc import Callable


def at_once(*actions: Callable[[], object]) -> list:
    """Each on a thread of its own, all released together; what each returned, in their order."""
    answers: list = [None] * len(actions)
    barrier = threading.Barrier(len(actions))

    def run(place, action):
        barrier.wait()
        answers[place] = action()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
