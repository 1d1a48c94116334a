"""The queue's backend: the database's, except that what nobody waits for goes behind everything else.

Wagtail enqueues two tasks for each row it indexes and gives them the priority of a photograph, so that after an import
of a few hundred pieces a photograph would wait for thousands of them. Theirs cannot be set where they are enqueued.
"""

from django_tasks_db import DatabaseBackend

LAST = -10


class PatientBackend(DatabaseBackend):
    """The option `last` lists the paths of the tasks that may wait."""

    def enqueue(self, task, args, kwargs):
        if task.module_path in self.options["last"]:
            task = task.using(priority=LAST)
        return super().enqueue(task, args, kwargs)
