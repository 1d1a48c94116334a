from django.core.checks import Tags, Warning, register

from marketplace.ledger import append_only


@register(Tags.database)
def check_books_cannot_be_changed(app_configs, databases=None, **kwargs):
    """A warning, no error: `migrate` asks before it begins, and it is what puts the protection back."""
    return [
        Warning(
            f"Rows of {table} could be changed or deleted: its triggers are missing.",
            hint="Run `manage.py migrate`, and find out what took them away.",
            id="ledger.W001",
        )
        for using in databases or ()
        for table in append_only.missing(using=using)
    ]
