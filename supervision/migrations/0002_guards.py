from django.db import migrations

from ledger.guards import guard_machine


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_initial"), ("ledger", "0002_guards")]
    operations = [guard_machine("supervision_card")]
