"""What of the demo can wait until the site is open: the worker does it."""

from django_tasks import task

from marketplace.demo import pictures


@task()
def add_detail(name):
    pictures.add_detail(name)


@task()
def show_vendor(code, cover):
    pictures.show_vendor(code, cover)
