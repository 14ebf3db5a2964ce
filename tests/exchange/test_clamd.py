import pytest

from exchange import clamd as scanner
from tests.exchange import fake_clamd
from tests.workflow.upload_corpus import zipped

HARMLESS = [b"plain ", b"words"]


@pytest.fixture(params=["tcp", "unix"])
def daemon(request, settings, tmp_path):
    with fake_clamd.clamd(path=tmp_path / "clamd.ctl" if request.param == "unix" else None) as server:
        settings.CLAMD = server.address
        yield server


def test_a_harmless_file_is_clean_and_eicar_is_named(daemon):
    assert scanner.examine(HARMLESS) == ""
    assert scanner.examine([fake_clamd.EICAR]) == fake_clamd.FOUND
    assert scanner.examine([zipped([("甲.txt", fake_clamd.EICAR)])]) == fake_clamd.FOUND


def test_a_large_file_goes_over_in_pieces_and_comes_out_whole(daemon):
    pieces = [b"x" * (3 << 20), fake_clamd.EICAR[:20], fake_clamd.EICAR[20:]]
    assert scanner.examine(pieces) == fake_clamd.FOUND


def test_a_file_too_large_for_the_daemon_has_no_verdict(settings):
    with fake_clamd.clamd(most=1000) as server:
        settings.CLAMD = server.address
        with pytest.raises((scanner.Unexamined, scanner.Unreachable)):
            scanner.examine([b"x" * 5000])


@pytest.mark.parametrize("words", ["whatever ERROR", "okay", "OK ERROR"])
def test_an_answer_that_is_no_verdict_is_not_taken_for_clean(settings, words):
    with fake_clamd.clamd(says=words) as server:
        settings.CLAMD = server.address
        with pytest.raises(scanner.Unexamined):
            scanner.examine(HARMLESS)


def test_a_daemon_that_is_not_there_is_unreachable(settings, tmp_path):
    for address in (fake_clamd.NOBODY, f"unix://{tmp_path}/none.ctl"):
        settings.CLAMD = address
        with pytest.raises(scanner.Unreachable):
            scanner.examine(HARMLESS)


def test_without_an_address_no_scanner_is_configured(settings):
    settings.CLAMD = ""
    assert not scanner.is_configured()
