"""A campaign for the tests: two departments of a city with powers in force, and the people of every post."""

from dataclasses import dataclass, field

from ledger import clock
from powers.campaigns import campaigning, work
from powers.campaigns.campaigns import Campaign
from powers.campaigns.items import CampaignItem
from powers.campaigns.returns import CampaignReturn
from powers.catalogue import Power
from powers.items.contents import content_of
from powers.people import establishment
from powers.people.people import REGISTRAR, Role
from powers.publishing import publish
from tests import factories

from .test_revisions import VALUES

ROADS = {
    "name": "城市道路占用挖掘审批", "office": "市城市管理局", "basis": [{"law": "城市道路管理条例", "article": "第三十一条"}],
    "materials": ["占道申请表", "施工方案", "交通组织方案"], "result_name": "占道许可证",
}  # fmt: skip
HIGHWAYS = {
    "name": "公路占用挖掘审批", "office": "市交通运输局", "basis": [{"law": "公路法", "article": "第四十四条"}],
    "materials": ["占道申请表", "施工方案"], "result_name": "公路许可书",
}  # fmt: skip
DRIVERS = {
    "name": "道路货物运输经营许可",
    "office": "市交通运输局",
    "materials": ["申请表"],
    "result_name": "经营许可证",
}
FEES = [
    {"name": "占道费", "standard": "每平方米每天 1 元", "basis": "苏价〔2012〕1 号"},
    {"name": "恢复费", "standard": "每平方米 200 元", "basis": "苏价〔2012〕2 号"},
]


def power(code: str, **facts) -> Power:
    """A power of a city department, in force."""
    details = facts.pop("details", {})
    values = {**VALUES, **facts}
    power_class = establishment.power_classes()["行政许可"]
    office = establishment.office(values["office"], within=establishment.area("320100"))
    made = Power.objects.create(
        basic_code=code, power_class=power_class, office=office, level=3, name=values["name"]
    )
    content = content_of({**values, "power_class": power_class}) | {"details": details}
    publish(made, content, by=REGISTRAR, at=clock.now())
    return Power.objects.select_related("office__area").get(pk=made.pk)


@dataclass
class CleanUp:
    """Roads with two fees, highways and drivers; the people who act on them."""

    powers: dict[str, Power] = field(default_factory=dict)
    clerks: dict = field(default_factory=dict)
    heads: dict = field(default_factory=dict)
    campaign: Campaign | None = None

    def __post_init__(self):
        self.powers = {
            "roads": power("320114001000", **ROADS, charges=True, fee_basis="苏价〔2012〕1 号", details={"fees": FEES}),
            "highways": power("320118001000", **HIGHWAYS),
            "drivers": power("320118002000", **DRIVERS),
        }  # fmt: skip
        self.area = self.powers["roads"].office.area
        city = establishment.office("市人民政府", within=self.area)
        self.staffing = factories.official(Role.STAFFING, at=city, name="许明")
        self.legal = factories.official(Role.LEGAL_OFFICE, at=city)
        self.government = factories.official(Role.GOVERNMENT, at=city)
        for each in self.powers.values():
            if each.office_id not in self.clerks:
                self.clerks[each.office_id] = factories.official(Role.CATALOGUE, at=each.office)
                self.heads[each.office_id] = factories.official(Role.HEAD, at=each.office)

    def begin(self, name="2026 年清理规范", **facts) -> Campaign:
        offices = {each.office for each in self.powers.values()}
        self.campaign = campaigning.begin(
            self.area, name=name, offices=offices, by=self.staffing, now=clock.now, **facts
        )
        return self.again()

    def again(self) -> Campaign:
        return Campaign.objects.get(pk=self.campaign.pk)

    def returns(self) -> list[CampaignReturn]:
        return list(
            CampaignReturn.objects.filter(campaign=self.campaign).select_related("campaign", "office")
        )

    def returned(self, name: str) -> CampaignReturn:
        return next(each for each in self.returns() if each.office_id == self.powers[name].office_id)

    def item(self, name: str, fee: str = "") -> CampaignItem:
        items = CampaignItem.objects.select_related("returned__campaign", "power")
        return items.get(power=self.powers[name], fee=fee, active=True)

    def clerk(self, name: str):
        return self.clerks[self.powers[name].office_id]

    def head(self, name: str):
        return self.heads[self.powers[name].office_id]

    def propose(self, name: str, conclusion: str, *, fee="", **said):
        """The department's opinion on one item, whose basis is checked first."""
        if self.item(name, fee).state == "claimed":
            work.check_basis(self.returned(name), by=self.clerk(name), now=clock.now)
        said = {"reasons": "" if conclusion == "keep" else "依据已经取消", **said}
        self.item(name, fee).propose(by=self.clerk(name), at=clock.now(), conclusion=conclusion, **said)

    def up(self):
        """Every department keeps what it has not spoken of, and hands in."""
        for returned in self.returns():
            clerk, head = self.clerks[returned.office_id], self.heads[returned.office_id]
            work.check_basis(returned, by=clerk, now=clock.now)
            work.keep_rest(returned, by=clerk, now=clock.now)
            work.accept_rest(returned, by=clerk, now=clock.now)
            work.hand_in(returned, by=clerk, at=clock.now())
            work.sign(returned, by=head, at=clock.now())
        campaigning.gather(self.again(), by=self.staffing, at=clock.now())

    def down(self):
        """The staffing office agrees to what it has not answered."""
        for returned in self.returns():
            work.agree_rest(returned, by=self.staffing, now=clock.now)
            work.answer(returned, by=self.staffing, at=clock.now())

    def approved(self):
        campaigning.settle(self.again(), by=self.staffing, at=clock.now())
        self.again().pass_legal(by=self.legal, at=clock.now(), note="合法")
        self.again().approve(by=self.government, at=clock.now(), note="同意", document="宁政发〔2026〕14号")
