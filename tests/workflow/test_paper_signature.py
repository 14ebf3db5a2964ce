"""The signature of a paper: good over every byte, and telling when it is not."""

from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa

from ledger import clock
from tests.workflow.test_paper_render import draw
from workflow.papers import demo_seals, seal_keys, signature
from workflow.papers.seal_check import Finding, check
from workflow.papers.seal_files import authority, folder
from workflow.papers.seal_keys import seal_of
from workflow.papers.signature import sign

OFFICE = SimpleNamespace(pk="11320106MB1234567X", name="南京市鼓楼区市场监督管理局")


@pytest.fixture(scope="module")
def pages():
    return draw()


@pytest.fixture
def signed(pages):
    return sign(pages, seal_of(OFFICE), office=OFFICE.name)


def found(pdf):
    return check(pdf, at=clock.now()).finding


def test_a_sealed_paper_is_good_and_names_the_office(signed, pages):
    told = check(signed, at=clock.now())
    assert told.finding == Finding.GOOD and told.signer == OFFICE.name
    assert abs((clock.now() - told.signed_at).total_seconds()) < 3600
    assert signed.startswith(pages)


def test_bytes_added_behind_the_signature_show(signed):
    assert found(signed + b"\n% one more line\n") == Finding.CHANGED


def test_a_further_revision_shows(signed):
    more = b"\n9999 0 obj\n<</Type/Catalog>>\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n1\n%%EOF\n"
    assert found(signed + more) in (Finding.CHANGED, Finding.UNREADABLE)


def test_the_room_kept_for_a_signature_takes_the_longest_key_and_chain(pages):
    """What is kept is reckoned, not tried out: too little would refuse the paper."""
    chain = (seal_of(OFFICE).certificate,) * 3
    key = rsa.generate_private_key(public_exponent=65537, key_size=4096)
    certificate = seal_of(OFFICE).certificate
    own = x509.CertificateBuilder().subject_name(certificate.subject).issuer_name(certificate.subject)
    own = own.not_valid_before(demo_seals.BEGIN).not_valid_after(certificate.not_valid_after_utc)
    own = own.serial_number(7).public_key(key.public_key()).sign(key, hashes.SHA256())
    assert found(sign(pages, seal_keys.SealKey(key, own, chain), office=OFFICE.name)) == Finding.STRANGER


@pytest.mark.parametrize("at", [1_000, 20_000, -300])
def test_a_changed_byte_shows(signed, at):
    changed = bytearray(signed)
    changed[at] ^= 1
    assert found(bytes(changed)) != Finding.GOOD


def test_a_second_signature_is_a_change(signed, monkeypatch):
    monkeypatch.setattr(signature, "FIELD", "Second")
    assert found(sign(signed, seal_of(OFFICE), office="别人")) == Finding.CHANGED


def test_pages_without_a_seal_and_what_is_no_pdf(pages):
    assert found(pages) == Finding.UNSIGNED
    assert found(b"%PDF-1.7 not really") == Finding.UNREADABLE
    assert found(b"") == Finding.UNREADABLE


def test_a_seal_of_another_authority_is_a_strangers(pages, settings, tmp_path):
    ours = settings.DATA_DIR
    settings.DATA_DIR = tmp_path
    foreign = sign(pages, seal_of(OFFICE), office=OFFICE.name)
    settings.DATA_DIR = ours
    assert found(foreign) == Finding.STRANGER


def test_a_seal_is_read_by_its_own_account_only(zone):
    with zone("inner"):
        seal_of(OFFICE)
        path = folder() / f"{OFFICE.pk}.pem"
        assert path.stat().st_mode & 0o077 == 0 and authority().stat().st_mode & 0o077 == 0
        path.chmod(0o640)
        with pytest.raises(PermissionError, match="chmod 600"):
            seal_of(OFFICE)
        path.chmod(0o600)


def test_each_net_has_a_seal_of_its_own_and_a_seal_that_is_there_stays(zone):
    with zone("inner"):
        inner = seal_of(OFFICE)
        demo_seals.make_seal(folder() / f"{OFFICE.pk}.pem", OFFICE)
        assert seal_of(OFFICE).certificate == inner.certificate
    with zone("outer"):
        outer = seal_of(OFFICE)
    assert inner.certificate != outer.certificate
    assert "内网演示印章" in inner.certificate.subject.rfc4514_string()
