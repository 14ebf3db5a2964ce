"""Another office is asked for its opinion: it reads the file and answers, and until then the step that asked stays open."""

from tests.journeys.stories.accepted import both_nets_agree, has_been_accepted

LOGIN = "handler-16"  # 住房和城乡建设局
QUESTION, ANSWER = "这处场所的房屋用途能不能用于经营", "经核对房屋档案，可以用于经营"


def test_another_office_is_asked_and_answers(people, house):
    citizen = has_been_accepted(people)
    handler = people.official("handler").takes(citizen.number)
    other = people.official(LOGIN)
    other.opens(f"/desk/cases/{citizen.number}/").is_refused(404, "没有找到这一页")

    asked = {"问哪个机关": "【住房和城乡建设】", "要问的问题": QUESTION}
    handler.turns_to("征求意见", asked, done="征求意见已发出")
    handler.gives("提出审查意见", "材料齐全").presses("提交意见")
    handler.is_refused(422, "还没有答复意见", "材料齐全")

    other.sees_case(citizen.number).sees(QUESTION)
    answered = {"答复的机关": "【住房和城乡建设】", "答复意见": ANSWER}
    other.turns_to("答复意见", answered, done="意见已答复")
    handler.takes(citizen.number).sees(QUESTION, ANSWER)
    handler.says("提出审查意见", "材料齐全，房屋用途已核对")
    citizen.hears("现场核查").does_not_see(QUESTION).does_not_see(ANSWER)
    both_nets_agree(house, "consult", "answer_consultation")
