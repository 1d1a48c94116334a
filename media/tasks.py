from django_tasks import task

from media import finishing

FIRST = 10


@task()
def finish(picture_id):
    finishing.finish(picture_id)
