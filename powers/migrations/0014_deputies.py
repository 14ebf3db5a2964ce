"""Deputies: the table, and what the database itself refuses of a deputation, whoever asks."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ledger import guards

# Written out: a migration stays what it was when the rules in `powers/deputies.py` change.
LENDABLE = "'handler', 'surveyor', 'reviewer', 'legal', 'head'"
ADMINISTRATORS = "'system_admin', 'security_admin', 'audit_admin'"
# Each: the sentence, and the test over NEW and the post `p` that must not hold; {days} is the length less one.
RULES = {
    "a deputation lasts at most 90 days": "{days} >= 90",
    "nobody is his own deputy": "NEW.deputy_id = p.user_id",
    "this post is not lent": f"p.role NOT IN ({LENDABLE}) OR NOT p.active",
    "a deputy is an official of the same office": """NOT EXISTS (SELECT 1 FROM powers_post o
      JOIN powers_user u ON u.id = o.user_id WHERE o.user_id = NEW.deputy_id AND o.office_id = p.office_id
      AND o.active AND u.is_active AND u.kind = 'official')""",
    "administrators neither lend nor borrow posts": f"""EXISTS (SELECT 1 FROM powers_post o
      WHERE o.user_id IN (NEW.deputy_id, p.user_id) AND o.active AND o.role IN ({ADMINISTRATORS}))""",
    "a post has one deputy at a time": """EXISTS (SELECT 1 FROM powers_deputation d WHERE d.post_id = NEW.post_id
      AND d.id <> NEW.id AND d.state = 'standing' AND d.from_on <= NEW.to_on AND d.to_on >= NEW.from_on)""",
    "whoever is away is nobody''s deputy": """EXISTS (SELECT 1 FROM powers_deputation d
      JOIN powers_post o ON o.id = d.post_id WHERE o.user_id = NEW.deputy_id
      AND d.state = 'standing' AND d.from_on <= NEW.to_on AND d.to_on >= NEW.from_on)""",
}
_CHECKS = "\n".join(
    f"  IF {test.format(days='NEW.to_on - NEW.from_on')} THEN RAISE EXCEPTION 'powers: {what}'; END IF;"
    for what, test in RULES.items()
)
_REFUSALS = "\n".join(
    f"""  SELECT RAISE(ABORT, 'powers: {what}') FROM powers_post p WHERE p.id = NEW.post_id
    AND ({test.format(days="julianday(NEW.to_on) - julianday(NEW.from_on)")});"""
    for what, test in RULES.items()
)
FIT = guards.per_vendor(
    postgresql=[
        # The lock makes a second appointment for the post wait until the first is seen.
        f"""
CREATE FUNCTION powers_deputation_fit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE p powers_post%ROWTYPE;
BEGIN
  SELECT * INTO p FROM powers_post WHERE id = NEW.post_id FOR NO KEY UPDATE;
{_CHECKS}
  RETURN NEW;
END $$""",
        """CREATE TRIGGER powers_deputation_fit BEFORE INSERT ON powers_deputation
           FOR EACH ROW EXECUTE FUNCTION powers_deputation_fit()""",
    ],
    sqlite=[
        f"CREATE TRIGGER powers_deputation_fit BEFORE INSERT ON powers_deputation BEGIN\n{_REFUSALS}\nEND"
    ],
)


class Migration(migrations.Migration):
    dependencies = [
        ("powers", "0013_suspension_guards"),
        ("ledger", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Deputation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("seq", models.PositiveIntegerField(default=0, editable=False)),
                ("state", models.CharField(default="new", max_length=20)),
                ("demo", models.BooleanField(default=False, editable=False)),
                ("from_on", models.DateField(verbose_name="从哪天起")),
                ("to_on", models.DateField(verbose_name="到哪天止")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("leave", "休假"),
                            ("sick", "病假"),
                            ("trip", "出差"),
                            ("training", "培训"),
                            ("meeting", "会议或者其他公务"),
                        ],
                        max_length=10,
                        verbose_name="事由",
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="提前结束")),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputations",
                        to="powers.post",
                    ),
                ),
            ],
            options={
                "ordering": ["-from_on", "pk"],
                "indexes": [models.Index(fields=["deputy", "to_on"], name="deputation_of_deputy")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_on__lte", models.F("to_on"))),
                        name="deputation_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["leave", "sick", "trip", "training", "meeting"])),
                        name="deputation_for_a_ground",
                    ),
                ],
            },
        ),
        guards.guard_machine("powers_deputation"),
        guards.refuse_changes(
            "powers_deputation",
            columns=("post_id", "deputy_id", "from_on", "to_on", "ground", "demo"),
            what="powers: a deputation stays what was appointed; it is ended, and another is appointed",
        ),
        FIT,
    ]
