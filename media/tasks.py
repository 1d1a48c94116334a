from django_tasks import task

from media import finishing

FIRST = 10


@task()
def finish(picture_id):
    finishing.finish(picture_id)


@task()
def finish_recording(recording_id):
    # The verb enqueues this task, so it imports this module.
    from media import recording

    recording.finish(recording_id)
