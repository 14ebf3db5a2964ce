"""A material that was supplied and sent back is owed once more, by a debt of its own; each still stays as it was made."""

from django.db import migrations, models

from ledger import guards

FROZEN = guards.refuse_changes(
    "workflow_debt",
    columns=("case_id", "code", "due_on", "since", "seq"),
    what="workflow: a debt stays as it was accepted",
)
PAID = """CREATE TRIGGER workflow_debt_paid BEFORE UPDATE ON workflow_debt WHEN OLD.supplied_at IS NOT NULL
          BEGIN SELECT RAISE(ABORT, 'workflow: a debt stays as it was accepted'); END"""


class Migration(migrations.Migration):
    dependencies = [("workflow", "0032_licence_by_number")]

    operations = [
        migrations.RemoveConstraint(model_name="debt", name="owed_once"),
        migrations.AddField(
            model_name="debt",
            name="seq",
            field=models.PositiveIntegerField(null=True, verbose_name="退回"),
        ),
        migrations.AddConstraint(
            model_name="debt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("supplied_at", None)),
                fields=("case", "code"),
                name="owed_once_at_a_time",
            ),
        ),
        # SQLite writes the table anew without the constraint, and its triggers go with the old one.
        guards.per_vendor(
            postgresql=[
                "DROP TRIGGER workflow_debt_frozen ON workflow_debt",
                *(each for each in FROZEN.by_vendor["postgresql"] if "TRIGGER workflow_debt_frozen" in each),
            ],
            sqlite=[*FROZEN.by_vendor["sqlite"], PAID],
        ),
    ]
