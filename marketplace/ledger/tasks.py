from django_tasks import task

from marketplace.ledger import cards


@task()
def refresh_shares() -> None:
    cards.refresh()
