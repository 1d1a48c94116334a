from django_tasks import task

from marketplace.orders import letters, return_letters

# With the messages it writes, before photographs.
SOON = 10


@task(priority=SOON)
def tell(news: str, ids: list[int]) -> None:
    letters.write(news, ids)


@task(priority=SOON)
def tell_of_return(news: str, pk: int) -> None:
    return_letters.write(news, pk)
