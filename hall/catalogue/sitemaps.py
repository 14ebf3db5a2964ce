"""The addresses search engines may learn: the pages of the hall, and of every power there is or was, by class."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from powers.catalogue import PowerClass
from powers.force import latest

FIXED = (
    "home", "guide_person", "guide_enterprise", "catalogue", "changes", "open_data", "results", "help", "accessibility",
)  # fmt: skip


class Pages(Sitemap):
    def items(self):
        return FIXED

    def location(self, name):
        return reverse(name)


class Powers(Sitemap):
    """The powers of one class; a class has fewer than one file may name."""

    def __init__(self, code: str):
        self.code = code

    def items(self):
        found = latest().filter(power__power_class=self.code).order_by("power__basic_code", "pk")
        return found.only("power_id", "effective_at", "ended_at")

    def location(self, edition):
        return reverse("power", args=[edition.power_id])

    def lastmod(self, edition):
        return edition.ended_at or edition.effective_at


def sections() -> dict[str, Sitemap]:
    codes = PowerClass.objects.filter(power__isnull=False).distinct().values_list("code", flat=True)
    return {"pages": Pages(), **{f"class-{code}": Powers(code) for code in codes}}
