"""How an application came (申请方式): online by the applicant himself, or in another way, entered by a clerk of the window.

A licence is asked for in writing: online, at the window, by letter, telegram, telex, fax, electronic data interchange or
e-mail (行政许可法 第二十九条第三款). The telephone of earlier lists is none of them and is not offered.
"""

from django.db.models import TextChoices


class Way(TextChoices):
    """The code is what is kept and sealed; `earlier_code` is that of the lists of the earlier systems (bjsqfs)."""

    ONLINE = "online", "网上"
    WINDOW = "window", "窗口"
    LETTER = "letter", "信函"
    TELEGRAM = "telegram", "电报"
    TELEX = "telex", "电传"
    FAX = "fax", "传真"
    EDI = "edi", "电子数据交换"
    EMAIL = "email", "电子邮件"
    KIOSK = "kiosk", "自助终端"

    @property
    def earlier_code(self) -> str:
        return EARLIER.get(self, OTHER)


OTHER = "7"
EARLIER = {
    Way.WINDOW: "0", Way.ONLINE: "1", Way.FAX: "3", Way.TELEGRAM: "4", Way.LETTER: "5", Way.EMAIL: "6",
}  # fmt: skip
ENTERED = [(way.value, way.label) for way in Way if way != Way.ONLINE]
