import logging

from config.logs import OneLine


def written(message, *args, exc_info=None):
    record = logging.LogRecord("hall", logging.INFO, __file__, 1, message, args, exc_info)
    return OneLine("%(levelname)s %(message)s").format(record)


def test_typed_text_cannot_begin_a_line_of_its_own():
    line = written("search for %s", "x\r\nERROR forged\u2028line\x1b[31m")
    assert line == "INFO search for x\\x0d\\x0aERROR forged\\x2028line\\x1b[31m"


def test_a_traceback_stays_on_its_line():
    try:
        raise ValueError("a\nb")
    except ValueError as error:
        line = written("failed", exc_info=(type(error), error, error.__traceback__))
    assert "\n" not in line
    assert "ValueError: a\\x0ab" in line


def test_chinese_is_written_as_it_is():
    assert written("受理 %s", "办件") == "INFO 受理 办件"
