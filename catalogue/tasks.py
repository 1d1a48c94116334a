from django_tasks import task

from catalogue import shelf


@task()
def shelve(product_ids: list[int]) -> None:
    shelf.shelve(product_ids)
