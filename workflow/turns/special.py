"""The eight special procedures whose time does not count (行政许可法 第四十五条). The list is closed."""

from django.db import models


class Special(models.TextChoices):
    HEARING = "hearing", "听证"
    TENDER = "tender", "招标"
    AUCTION = "auction", "拍卖"
    EXAMINATION = "examination", "检验"
    TESTING = "testing", "检测"
    QUARANTINE = "quarantine", "检疫"
    APPRAISAL = "appraisal", "鉴定"
    EXPERT_REVIEW = "expert_review", "专家评审"
