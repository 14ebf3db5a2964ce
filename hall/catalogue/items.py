"""The items people can apply for, grouped as people look for them: by audience and theme, by office, by how often."""

from datetime import timedelta

from django.core.cache import cache
from django.db.models import Count

from ledger import clock
from ledger.clock import civil_day
from powers.catalogue import Edition, Power
from powers.search.filters import takes_cases
from workflow.machine import Case

SPAN, FRESH_SECONDS = timedelta(days=90), 300

AUDIENCES = {"person": ("个人", "个人办事", "user"), "enterprise": ("法人", "法人办事", "building")}
ICONS = {
    "生育收养": "baby", "户籍办理": "idcard", "教育科研": "grad", "文体教育": "grad",
    "就业创业": "work", "社会保障": "umbrella", "社会保险": "umbrella", "社会救助": "umbrella",
    "优待抚恤": "medal", "医疗卫生": "heart", "住房保障": "house", "婚姻登记": "rings",
    "出境入境": "plane", "涉外服务": "globe", "交通出行": "car", "交通运输": "car", "职业资格": "badge",
    "证件办理": "idcard", "离职退休": "cane", "设立变更": "shop", "准营准办": "key",
    "投资审批": "chart", "工程建设": "crane", "国土和规划建设": "crane", "资质认证": "medal",
    "税收财务": "yuan", "人力资源": "users", "知识产权": "bulb", "安全生产": "helmet",
    "环保绿化": "leaf", "农林牧渔": "leaf", "商务贸易": "globe", "破产注销": "archive",
    "公用事业": "bolt", "水务气象": "bolt", "公安消防": "shield", "质量技术": "check-circle",
    "民族宗教": "users", "科技创新": "bulb", "消费维权": "scale", "档案文物": "archive",
    "旅游观光": "pin", "抵押质押": "yuan", "文化体育": "star",
}  # fmt: skip
PLAIN_ICON = "file"


def applicable():
    """Editions in force that somebody can apply for today: neither suspended nor without a basis in law."""
    taking = Edition.objects.in_force().filter(takes_cases(civil_day(clock.now())))
    return taking.filter(power__power_class__on_application=True).exclude(flow_data={})


def audience(kind: str):
    return applicable().filter(**{f"for_{kind}": True})


def themes(kind: str) -> list[tuple[str, str, int]]:
    """Theme, icon and number of items for an audience; only themes that have items, the fullest first."""
    rows = (
        audience(kind).exclude(theme="").values_list("theme").annotate(n=Count("pk")).order_by("-n", "theme")
    )
    return [(theme, ICONS.get(theme, PLAIN_ICON), n) for theme, n in rows]


def offices() -> list[tuple[str, str, int]]:
    """Code, short name and number of powers of every office that has some."""
    powers = Power.objects.filter(current__isnull=False)
    rows = powers.values_list("office_id", "office__short_name").annotate(n=Count("pk"))
    return list(rows.order_by("-n", "office__short_name"))


def popular(*, limit: int) -> list[Edition]:
    """The items most applied for of late, those with cases first; which they are is worked out every few minutes."""
    ids = cache.get_or_set(f"hall.popular.{limit}", lambda: _most_wanted(limit), FRESH_SECONDS)
    found = applicable().filter(power__in=ids).select_related("power__office", "power__power_class")
    return sorted(found, key=lambda edition: ids.index(edition.power_id))


def _most_wanted(limit: int) -> list:
    recent = Case.objects.filter(submitted_at__gte=clock.now() - SPAN, edition__state="published")
    counted = recent.values_list("edition__power").annotate(n=Count("pk")).order_by("-n", "edition__power")
    ids = [power for power, _ in counted[:limit]]
    others = applicable().exclude(power__in=ids).order_by("power__basic_code")
    return ids + list(others.values_list("power", flat=True)[: limit - len(ids)])
