"""What is published stays: an edition's content never changes, nothing published is deleted, whoever asks."""

from django.db import migrations

from ledger import guards

MAY_CHANGE = {"seq", "state", "ended_at"}
CONTENT = (
    "power_id", "version", "name", "statutory_days", "promised_days", "promise_is_demo", "limit_wording", "case_type",
    "for_person", "for_enterprise", "charges", "fee_basis", "conditions", "result_name", "theme", "basis", "materials",
    "form", "flow_data", "content_digest", "effective_at", "demo",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("powers", "0001_initial"), ("ledger", "0002_guards")]
    operations = [
        guards.guard_machine("powers_edition"),
        guards.refuse_changes(
            "powers_edition", columns=CONTENT, what="powers: a published edition never changes"
        ),
    ]
