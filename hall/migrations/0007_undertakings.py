"""What the applicant of a draft has promised instead of handing it in."""

from django.db import migrations

import ledger.vault


class Migration(migrations.Migration):
    dependencies = [("hall", "0006_visits")]
    operations = [migrations.AddField("draft", "undertakings", ledger.vault.SealedJSONField(default=dict))]
