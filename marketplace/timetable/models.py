"""Whether the worker lives and what it did last. Written by `running.py` and `working.py`, read by `health.py`."""

from django.db import models


class Run(models.Model):
    """The last run of a job. `last_started` is what two workers compete for: only one of them moves it."""

    name = models.CharField(max_length=100, primary_key=True)
    last_started = models.DateTimeField(null=True)
    last_finished = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    def __str__(self):
        return self.name


class Beat(models.Model):
    """A worker's sign of life; gone when it stops in order, old when it was killed."""

    worker = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return self.worker
