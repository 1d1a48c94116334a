from django_tasks import task

from catalogue import letters, shelf


@task()
def shelve(product_ids: list[int]) -> None:
    shelf.shelve(product_ids)


@task()
def tell(event_id: int) -> None:
    letters.write(event_id)
