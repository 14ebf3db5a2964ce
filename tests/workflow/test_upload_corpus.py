"""Files as attackers send them: each is refused with a sentence, or kept so that nothing in it can run."""

import io
import resource

import pytest

from ledger.verbs import Refused
from tests.exchange import fake_clamd
from tests.workflow import upload_corpus as corpus
from workflow.materials import downloads
from workflow.materials.check import MEDIA_TYPES, inspect

HOSTILE = corpus.hostile()
KEPT = {  # let in, and harmless as they are served
    "png and php", "png and html", "jpeg and html", "jpeg and zip", "pdf and zip", "pdf and html", "external entity",
    "billion laughs", "html inside docx", *(name for name in HOSTILE if name.startswith("named ")),
}  # fmt: skip
MB = 1 << 20


def test_the_corpus_holds_every_kind_that_was_promised():
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("what", HOSTILE)
def test_each_is_refused_with_a_sentence_or_stored_inert(what):
    name, data = HOSTILE[what]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        seen = inspect(io.BytesIO(data), name=name, max_bytes=20 * MB)
    except Refused as refused:
        assert what not in KEPT
        assert str(refused).startswith("“") and "请" in str(refused)
    else:
        assert what in KEPT
        answer = downloads.attachment(data, name=seen.name, media_type=seen.media_type)
        assert answer["Content-Type"] in MEDIA_TYPES.values()
        assert_inert(answer)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def assert_inert(answer):
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=UTF-8''")
    assert disposition.isascii() and not set(disposition) & set('\r\n\0"<>\\')
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff" and "no-store" in answer["Cache-Control"]


def test_a_stream_longer_than_allowed_is_left_off_where_the_limit_is():
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size=-1):
            self.taken += size
            return b"x" * size

        def seek(self, *_):
            return 0

    endless = Endless()
    with pytest.raises(Refused, match="太大"):
        inspect(endless, name="大.pdf", max_bytes=20 * MB)
    assert endless.taken <= 21 * MB


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data", [fake_clamd.EICAR, corpus.zipped([("a.com", fake_clamd.EICAR)])], ids=["plain", "zip"]
)
def test_eicar_is_not_even_a_kind_that_is_taken(data):
    with pytest.raises(Refused):
        inspect(io.BytesIO(data), name="合同.pdf", max_bytes=20 * MB)


@pytest.mark.journey
def test_no_file_of_the_corpus_runs_a_script_in_a_browser_that_opens_it():
    from tests.workflow.corpus_browser import CONTROL, scripts_run

    assert scripts_run(HOSTILE) == {CONTROL}
