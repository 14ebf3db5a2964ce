"""What an edition says in rows, shown the same to the public and to the staff: tiers of discretion, fees."""

from django import template

from powers.items import discretion
from powers.items.fields import FIELDS
from powers.items.values import spoken

register = template.Library()


@register.inclusion_tag("discretion/tiers.html")
def tiers(edition):
    """裁量基准应当向社会公布（行政处罚法 第三十四条）。"""
    return {"ladders": discretion.ladders(edition.details)}


@register.inclusion_tag("discretion/fees.html")
def fees(edition):
    """收费项目公开（行政许可法 第五十九条）：名称、标准、依据、收不收、谁可以减免。"""
    columns = {column.code: column for column in FIELDS["fees"].columns}
    rows = [
        {code: spoken(column, row.get(code), steps={}) for code, column in columns.items()}
        for row in edition.details.get("fees", ())
    ]
    return {"fees": rows}
