"""The grounds on which a licence is taken back or struck off, as the law lists them, and the choice at a refusal for untruth.

Sources: 行政许可法 第八条, 第六十九条, 第七十条, 第七十八条, 第七十九条.
"""

from django.db import models

from workflow.papers.later_words import DEREGISTRATIONS, REVOCATIONS, WITHDRAWALS

REVOKING = [(code, f"{words}（{article}）") for code, (words, article) in REVOCATIONS.items()]
WITHDRAWING = list(WITHDRAWALS.items())
CANCELLING = [(code, f"{words}（{article}）") for code, (words, article) in DEREGISTRATIONS.items()]


class Falsehood(models.TextChoices):
    """What follows from hidden facts or false material: a warning, or in matters of safety a ban as well."""

    ORDINARY = "ordinary", "有，给予警告"
    SAFETY = "safety", "有，事项直接关系公共安全、人身健康、生命财产安全，一年内不得再次申请"
