"""Which questions and materials are asked for, given the answers so far.

A condition looks back at an earlier question; a question whose ground does not arise does not arise either, whatever was
typed into it before. What cannot be read (another kind of answer, a question that is gone) is taken as not answered.
"""

from decimal import Decimal, InvalidOperation

from powers.forms.vocabulary import conditions_of, questions_of

FEN = {"元": 2, "万元": 6}


def arising(form: dict, answers: dict) -> set[str]:
    """The codes of the questions that are asked."""
    asked: dict[str, dict] = {}
    for question in questions_of(form):
        if all(_holds(when, asked, answers) for when in conditions_of(question)):
            asked[question["code"]] = question
    return set(asked)


def is_wanted(material: dict, form: dict, answers: dict) -> bool:
    """Whether a material is needed, given the answers to the form of its edition."""
    conditions = conditions_of(material)
    if not conditions:
        return True
    codes = arising(form, answers)
    asked = {question["code"]: question for question in questions_of(form) if question["code"] in codes}
    return all(_holds(when, asked, answers) for when in conditions)


def section_arises(section: dict, asked: set[str]) -> bool:
    """Whether anything of a section is asked at all."""
    return any(question["code"] in asked for question in section["questions"])


def _holds(when: dict, asked: dict[str, dict], answers: dict) -> bool:
    question = asked.get(when["question"])
    if question is None:
        return False
    given = answers.get(when["question"])
    if "is" in when:
        chosen = given if isinstance(given, list) else [given]
        return any(each in when["is"] for each in chosen)
    amount = amount_of(question, given)
    return amount is not None and when.get("least", amount) <= amount <= when.get("most", amount)


def amount_of(question: dict, given) -> Decimal | None:
    """A number as it is counted in its question's unit, typed or kept; money is kept in 分."""
    if isinstance(given, int) and not isinstance(given, bool):
        return (
            Decimal(given).scaleb(-FEN.get(question.get("unit", "元"), 2))
            if question["kind"] == "money"
            else Decimal(given)
        )
    try:
        number = Decimal(str(given).replace(",", "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
