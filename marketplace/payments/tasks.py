from django_tasks import task

from marketplace.payments import letters

# With the messages it writes, before photographs.
SOON = 10


@task(priority=SOON)
def tell(news: str, pk: int) -> None:
    letters.write(news, pk)
