"""Open steps repeat the item and the day of their case, so that a to-do list is read from one index."""

import django.db.models.deletion
from django.db import migrations, models

ITEMS = """UPDATE workflow_steprun SET power_id = (
  SELECT e.power_id FROM workflow_case c JOIN powers_edition e ON e.id = c.edition_id
  WHERE c.id = workflow_steprun.case_id)"""
DAYS = """UPDATE workflow_steprun SET due_on = (
  SELECT CASE WHEN c.state = 'paused' OR c.due_on IS NULL THEN '9999-12-31' ELSE c.due_on END
  FROM workflow_case c WHERE c.id = workflow_steprun.case_id)
WHERE closed_at IS NULL AND lane <> 'window'
  AND case_id IN (SELECT id FROM workflow_case WHERE state IN ('handling', 'paused'))"""


class Migration(migrations.Migration):
    dependencies = [("powers", "0011_campaigns"), ("workflow", "0011_paper_versions")]
    operations = [
        migrations.RemoveIndex(model_name="steprun", name="step_open"),
        migrations.AddField("steprun", "due_on", models.DateField(null=True)),
        migrations.AddField(
            "steprun",
            "power",
            models.ForeignKey(
                null=True,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="powers.power",
            ),
        ),
        migrations.RunSQL([ITEMS, DAYS], migrations.RunSQL.noop),
    ]
