from django.core.management.base import BaseCommand

from marketplace.accounts.first import open_first_account


class Command(BaseCommand):
    help = "Opens the first account of the centre and prints its password, once. Does nothing when staff exist."

    def add_arguments(self, parser):
        parser.add_argument("--email", default="centre@maarad.example")

    def handle(self, *, email, **options):
        password = open_first_account(email=email)
        if password is None:
            self.stdout.write("The centre already has an account: nothing to do.")
        else:
            self.stdout.write(f"First curator: {email}\nPassword, shown this once: {password}")
