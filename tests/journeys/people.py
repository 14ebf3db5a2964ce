"""The people of the stories and what they do, in the words of the pages. Every act waits for what the person then sees."""

import re

from playwright.sync_api import Page, expect

from powers.codes import credit_check, id_check
from powers.people.seed import PASSWORD

CROSSING_ROUNDS = 100


def is_there(page: Page, text: str) -> bool:
    """Whether the page, which was drawn whole by the server, has a text; spaces count as one."""
    return " ".join(text.split()) in " ".join((page.text_content("body") or "").split())


class Person:
    """Somebody with a browser."""

    def __init__(self, page: Page):
        self.page = page

    def opens(self, path: str) -> "Person":
        self.answer = self.page.goto(path)
        return self

    def sees(self, *texts: str) -> "Person":
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)
        return self

    def does_not_see(self, text: str) -> "Person":
        expect(self.page.locator("body")).not_to_contain_text(text)
        return self

    def is_refused(self, status: int, *sentences: str) -> "Person":
        assert self.answer.status == status, f"{self.page.url} answered {self.answer.status}"
        return self.sees(*sentences)

    def reads(self, text: str, *, at: str) -> "Person":
        """Opens a page again and again until the other net's word has crossed."""
        for _ in range(CROSSING_ROUNDS):
            self.opens(at)
            if is_there(self.page, text):
                return self
            self.page.wait_for_timeout(500)
        raise AssertionError(f"{at} never said {text}:\n{self.page.inner_text('main')}")

    def no_longer_reads(self, text: str, *, at: str) -> "Person":
        """Opens a page again and again until the other net's word has taken a text away."""
        for _ in range(CROSSING_ROUNDS):
            self.opens(at)
            if text not in self.page.inner_text("main"):
                return self
            self.page.wait_for_timeout(500)
        raise AssertionError(f"{at} still says {text}")

    def lingers(self) -> "Person":
        """Leaves the page open until it has said by itself that its messages were looked at."""
        expect(self.page.locator("form[data-seen]")).to_have_count(0)
        return self

    def presses(self, name: str, **how) -> "Person":
        with self.page.expect_navigation() as moved:
            self.page.get_by_role("button", name=name, exact=True).click(**how)
        self.answer = moved.value
        return self

    def follows(self, name: str, *, exact: bool = True) -> "Person":
        """A link by its words; those for screen readers count, the spaces between do not."""
        words = re.compile(r"^\s*" + r"\s*".join(map(re.escape, name)) + (r"\s*$" if exact else ""))
        with self.page.expect_navigation() as moved:
            self.page.get_by_role("link", name=words).first.click()
        self.answer = moved.value
        return self

    def fills(self, answers: dict[str, str]) -> "Person":
        """Fields by their labels, parts of a block as 块／栏; an answer in 【】 is chosen among those offered."""
        for label, answer in answers.items():
            if "／" in label:
                self.fills_part(*label.split("／"), answer)
            elif answer.startswith("【"):
                self.chooses(label, answer.strip("【】"))
            else:
                self.field(label).fill(answer)
        return self

    def fills_part(self, block: str, part: str, answer: str) -> None:
        """One control of a block; an answer in 【】 is taken from its list."""
        group = self.page.get_by_role("group", name=re.compile(rf"^{re.escape(block)}(\s*可不填)?$"))
        control = group.get_by_label(re.compile(rf"^{re.escape(part)}(\s*可不填)?$"))
        if answer.startswith("【"):
            control.select_option(label=answer.strip("【】"))
        else:
            control.fill(answer)

    def field(self, label: str):
        """The control, also where the region around it bears the same words."""
        labelled = self.page.get_by_label(re.compile(rf"^{re.escape(label)}(\s*可不填)?$"))
        return labelled.and_(self.page.locator("input, select, textarea"))

    def chooses(self, question: str, option: str) -> "Person":
        group = self.page.get_by_role("group", name=re.compile(rf"^{re.escape(question)}(\s*可不填)?$"))
        group.locator("label", has_text=re.compile(rf"^\s*{re.escape(option)}")).first.click()
        return self

    def logs_in(self, login: str, password: str = PASSWORD) -> "Person":
        self.opens("/login/")
        return self.gives_password(login, password)

    def gives_password(self, login: str, password: str = PASSWORD) -> "Person":
        self.page.locator("#id_username").fill(login)
        self.page.locator("#id_password").fill(password)
        return self.presses("登录")

    def downloads(self, press: str) -> bytes:
        with self.page.expect_download() as begun:
            self.page.get_by_role("button", name=press, exact=True).click()
        return begun.value.path().read_bytes()


class Applicant(Person):
    KIND, TITLE = "person", "注册个人账户"

    def __init__(self, page: Page, *, name: str, serial: int):
        super().__init__(page)
        self.name, self.serial = name, serial
        self.phone, self.password = f"139{serial:08d}", "梧桐树下的茶馆2026"

    def details(self) -> dict[str, str]:
        raise NotImplementedError

    def registers(self) -> "Applicant":
        self.opens(f"/register/{self.KIND}/").sees(self.TITLE)
        self.fills(
            self.details() | {"手机号": self.phone, "密码": self.password, "再填一次密码": self.password}
        )
        self.page.get_by_role("checkbox").check()
        self.presses("注册").sees("注册好了，已经登录")
        return self

    def has_an_account(self, phone: str) -> "Applicant":
        """One of the demonstration's applicants; new accounts from one address are counted."""
        self.phone, self.password = phone, PASSWORD
        self.logs_in(phone)
        return self

    def comes_back(self) -> "Applicant":
        return self.gives_password(self.phone, self.password)

    def looks_for(self, item: str) -> "Applicant":
        """From the home page to the guide of an item."""
        self.opens("/")
        self.page.get_by_role("searchbox").first.fill(item)
        self.presses("搜索").sees(item)
        self.follows(f"办事指南：{item}").sees("办好后得到", "怎么办", "多久办好", "依据是什么")
        return self

    def learns(self, text: str) -> "Applicant":
        """Reads the guide that is open until what the catalogue has just published is in it."""
        return self.reads(text, at=self.page.url)

    def begins(self, item: str) -> "Applicant":
        self.looks_for(item)
        self.follows("在线申请").sees(f"申请{item}")
        self.presses("开始申请").sees("填写申请")  # a story begins with no draft left by another
        self.draft = self.page.url.split("//", 1)[1].split("/", 1)[1]
        return self

    def answers(self, section: str, answers: dict[str, str]) -> "Applicant":
        if self.page.get_by_role("heading", level=1).inner_text().split()[-1] != section:
            self.opens(f"/{self.draft}").follows(section, exact=False)
        self.sees(section).fills(answers).presses("保存并继续")
        return self

    def uploads(self, files: dict[str, dict]) -> "Applicant":
        self.sees("上传材料")
        for material, file in files.items():
            self.page.get_by_label(f"选择文件：{material}").set_input_files(file)
        return self.presses("保存并继续")

    def promises(self) -> "Applicant":
        self.sees("提交前请核对")
        self.page.get_by_role("checkbox").check()
        return self

    def submits(self) -> "Applicant":
        self.promises().presses("提交申请").sees("申请已提交")
        return self.takes_receipt()

    def takes_receipt(self) -> "Applicant":
        self.number = re.search(r"/cases/(\d{16})/receipt/", self.page.url).group(1)
        told = self.page.locator(".confirm").inner_text()
        self.code = re.search(r"查询码\s*([0-9A-Z]{5} ?[0-9A-Z]{5})", told).group(1)
        assert self.number in told.replace(" ", "")
        return self

    @property
    def case(self) -> str:
        return f"/cases/{self.number}/"

    def cases(self) -> set[str]:
        """The numbers on the page of one's own cases."""
        self.opens("/cases/").sees("我的办件")
        return {
            re.sub(r"\s", "", text)
            for text in re.findall(r"(?:\d{4} ){3}\d{4}", self.page.inner_text("main"))
        }

    def hears(self, text: str) -> "Applicant":
        return self.reads(text, at=self.case)

    def asks_without_login(self, number: str, code: str) -> "Applicant":
        self.opens("/progress/").fills({"办件编号": number, "查询码": code})
        return self.presses("查进度")

    def withdraws(self) -> "Applicant":
        self.opens(self.case).follows("撤回申请")
        return self.sees("撤回这次申请吗？").presses("撤回申请")


class Citizen(Applicant):
    def details(self) -> dict[str, str]:
        first = f"32010619{70 + self.serial % 30}0307{self.serial:03d}"
        return {"姓名": self.name, "证件号码": first + id_check(first)}


class Enterprise(Applicant):
    KIND, TITLE = "enterprise", "注册企业和组织账户"

    def details(self) -> dict[str, str]:
        """A farmers' cooperative body: its code begins with a letter (GB 32100)."""
        first = f"N2320106{subject_number(f'MF{self.serial:06d}')}"
        person = f"320106198001{self.serial % 28 + 1:02d}{self.serial:03d}"
        return {
            "单位名称": self.name,
            "统一社会信用代码": first + credit_check(first),
            "法定代表人（负责人）": "林晴川",
            "经办人姓名": "周予安",
            "经办人证件号码": person + id_check(person),
        }


def subject_number(first8: str) -> str:
    """GB 11714: the body's own number with its check character, reckoned here once more from the standard."""
    values = (int(c) if c.isdigit() else ord(c) - 55 for c in first8)
    rest = 11 - sum(w * v for w, v in zip((3, 7, 9, 10, 5, 8, 4, 2), values, strict=True)) % 11
    return first8 + {10: "X", 11: "0"}.get(rest, str(rest))


def spaced(number: str) -> str:
    return " ".join(number[i : i + 4] for i in range(0, 16, 4))
