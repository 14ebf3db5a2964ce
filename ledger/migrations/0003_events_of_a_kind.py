from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_guards")]
    operations = [
        migrations.AddIndex(
            model_name="event", index=models.Index(fields=["kind", "id"], name="event_of_kind")
        )
    ]
