"""Areas and offices (实施主体): the tree of government that holds power. Codes are natural keys, equal in both zones."""

from django.db import models


class Level(models.IntegerChoices):
    """行使层级, GB/T 39046-2020 A.2."""

    PROVINCE = 2, "省级"
    CITY = 3, "市级"
    COUNTY = 4, "县级"
    TOWN = 5, "乡级"


class Area(models.Model):
    """行政区划, GB/T 2260 six digits."""

    code = models.CharField("区划代码", max_length=12, primary_key=True)
    name = models.CharField("名称", max_length=40)
    level = models.PositiveSmallIntegerField("层级", choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.name


class Office(models.Model):
    """One organ that may hold powers; its code is the unified social credit code (GB 32100)."""

    code = models.CharField("统一社会信用代码", max_length=18, primary_key=True)
    name = models.CharField("名称", max_length=80)
    short_name = models.CharField("简称", max_length=20)
    numbering = models.CharField("发文字号代字", max_length=10, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="offices")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    phone = models.CharField("电话", max_length=30, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)

    class Meta:
        ordering = ["area", "name"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="office_name_in_area")]

    def __str__(self):
        return self.name


def area_prefix(code: str) -> str:
    """The digits that an area shares with all areas below it: two a level in GB/T 2260, three more for a town."""
    if len(code) > 6:
        return code.removesuffix("000")
    while code.endswith("00"):
        code = code[:-2]
    return code
