from django.conf import settings
from django.core.management.base import BaseCommand
from django_tasks_db.models import DBTaskResult

from marketplace.accounts.models import User
from marketplace.demo import accounts


class Command(BaseCommand):
    help = "The addresses to open and, on the demo, who can sign in."

    def handle(self, **options):
        origin = settings.PUBLIC_ORIGIN
        self.stdout.write(f"  The shop     {origin}/fr/   {origin}/ar/   {origin}/en/")
        self.stdout.write(f"  The centre   {origin}/admin/")
        self.stdout.write(f"  The desk     {origin}/fr/desk/")
        known = set(User.objects.filter(email__in=accounts.EMAILS).values_list("email", flat=True))
        if known and settings.DEMO_ACCOUNTS:
            self.stdout.write(f"\n  Sign in as (password: {accounts.PASSWORD})")
            for account in accounts.ACCOUNTS:
                if account.email in known:
                    self.stdout.write(f"    {account.email:32} {account.role:26} {origin}{account.where}")
        if waiting := DBTaskResult.objects.ready().count():
            self.stdout.write(f"\n  {waiting} tasks (larger pictures, mostly) are being done in the background.")
