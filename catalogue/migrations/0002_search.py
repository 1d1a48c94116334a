from django.db import migrations

from catalogue.search.engines import engine_for


def create(apps, schema_editor):
    engine_for(schema_editor.connection.vendor).create(schema_editor)


def drop(apps, schema_editor):
    engine_for(schema_editor.connection.vendor).drop(schema_editor)


class Migration(migrations.Migration):
    """The search engine's table: full text of the database's own kind, so no model describes it."""

    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
