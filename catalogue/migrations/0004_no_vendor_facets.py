from django.db import migrations


def delete(apps, schema_editor):
    """A vendor's own pieces are found by `Card.vendor_id`: her facet served nobody, and was counted on every list."""
    apps.get_model("catalogue", "CardFacet").objects.filter(value__startswith="vendor:").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_craft_note"),
    ]

    # Back there is nothing to do: what was deleted nobody reads, and shelving again writes it.
    operations = [migrations.RunPython(delete, migrations.RunPython.noop, elidable=True)]
