"""The officials of the stories: the window on the outer net, the posts of the desk and the inspectors on the inner net."""

import re

from tests.journeys.people import Person, spaced


class WindowClerk(Person):
    """受理岗, on the outer net."""

    def takes(self, number: str) -> "WindowClerk":
        self.number = number
        self.opens(f"/window/{number}/")
        return self

    def finds(self, materials: dict[str, str]) -> "WindowClerk":
        """Each material 合格, 不适用, 容缺, or a sentence that says what is missing."""
        for material, found in materials.items():
            group = self.page.get_by_role("group", name=re.compile(rf"^\d+\. {re.escape(material)}"))
            good = found in ("合格", "不适用", "容缺")
            group.locator("label", has_text=re.compile(f"^\\s*{found if good else '要补正'}")).first.click()
            if not good:
                group.get_by_role("textbox").fill(found)
        return self

    def answers(self, verdict: str, *, reasons: str = "") -> "WindowClerk":
        panel = self.page.locator("section.decide")
        panel.locator("label", has_text=re.compile(rf"^\s*{verdict}")).first.click()
        if reasons:
            panel.get_by_role("textbox").fill(reasons)
        return self.presses("答复申请人")


class Official(Person):
    """A post on the inner net."""

    def takes(self, number: str) -> "Official":
        """Waits until the case has crossed and is on the own list, and opens it from there."""
        self.number = number
        self.reads(spaced(number), at=f"/?q={number}")
        with self.page.expect_navigation():
            self.page.locator("tr", has_text=spaced(number)).get_by_role("link").first.click()
        return self

    def gives(self, outcome: str, note: str, *, reasons: str = "") -> "Official":
        panel = self.page.locator("section.decide", has=self.page.locator("#id_note"))
        panel.locator("label", has_text=re.compile(rf"^\s*{outcome}")).first.click()
        panel.locator("#id_note").fill(note)
        if reasons:
            panel.locator("#id_reasons").fill(reasons)
        return self

    def offered(self) -> str:
        """The one outcome that leads on."""
        return self.page.locator("section.decide .choice").first.inner_text().strip()

    def says(self, outcome: str, note: str) -> "Official":
        return self.gives(outcome, note).presses("提交意见").sees("的意见已提交")

    def decides(self, outcome: str, note: str, *, reasons: str = "") -> "Official":
        return self.gives(outcome, note, reasons=reasons).presses("作出决定").sees("的意见已提交")

    def pauses(self, ground: str, days: int, note: str) -> "Official":
        form = self.page.locator("form", has=self.page.get_by_role("button", name="发告知书并暂停计时"))
        form.locator("select").select_option(label=ground)
        form.locator("#id_days").fill(str(days))
        form.get_by_role("textbox").last.fill(note)
        return self.presses("发告知书并暂停计时").sees("计时已暂停")

    def resumes(self, result: str) -> "Official":
        self.page.locator("#id_note").fill(result)
        return self.presses("记下结果并恢复计时").sees("计时已恢复")

    def sees_case(self, number: str) -> "Official":
        """A case without a step of one's own: the head who is asked for more time, the office that is consulted."""
        return self.reads(spaced(number), at=f"/desk/cases/{number}/")

    def takes_in_hand(self) -> "Official":
        return self.presses("领办").sees("已领办")

    def turns_to(self, name: str, answers: dict[str, str], *, done: str) -> "Official":
        """One of the rarer turns of a case, on its own page; what is chosen from a list stands in 【】."""
        self.follows(name).sees("返回办件")
        for label, answer in answers.items():
            if answer.startswith("【"):
                words = re.compile(re.escape(answer.strip("【】")))
                option = self.field(label).locator("option").filter(has_text=words).first
                self.field(label).select_option(value=option.get_attribute("value"))
            else:
                self.field(label).fill(answer)
        return self.presses(name).sees(done)


class Inspector(Person):
    """监察, on the inner net: looks on, and stands in nobody's way."""
