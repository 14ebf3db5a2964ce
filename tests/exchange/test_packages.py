"""What is accepted as a package, and that nothing else is: every bit, every length, every splice."""

import base64
import random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from exchange import packages
from exchange.packages import BadPackage, open_note, seal
from exchange.signing import PublicKey, Signer, parse_keys
from ledger import canon

STREAM = "hall01/o2i"


def make_signer(name="outer-2026a"):
    private = Ed25519PrivateKey.generate()
    return Signer(PublicKey(name, private.public_key().public_bytes_raw()), private)


SIGNER = make_signer()
KEYS = {SIGNER.public.name: SIGNER.public}


def content(**changes):
    message = {
        "id": "0" * 32, "kind": "case", "sv": 1, "subject": "a1", "order": 1, "body": {"name": "食品经营许可" * 60},
        "blobs": [{"h": "ab" * 32, "n": 5, "ct": "application/pdf"}],
    }  # fmt: skip
    ack = {"epoch": 1, "upto": 0, "head": "", "missing": [[3, 4]], "blobs": []}
    told = {
        "v": 1,
        "stream": STREAM,
        "epoch": 1,
        "seq": 7,
        "prev": "",
        "made": 1,
        "ack": ack,
        "msgs": [message],
    }
    return {**told, **changes}


def note_of(**changes):
    return seal(content(**changes), signer=SIGNER)[0]


def sign_raw(text: bytes, signer=SIGNER) -> bytes:
    return text + b"\n" + signer.line(text).encode()


def is_refused(note, **options) -> str:
    with pytest.raises(BadPackage) as caught:
        open_note(note, keys=KEYS, stream=STREAM, **options)
    return caught.value.why


def accepts(note) -> bool:
    try:
        open_note(note, keys=KEYS, stream=STREAM)
    except BadPackage:
        return False
    return True


def test_a_sealed_package_opens_to_what_was_sealed():
    note, text_hash = seal(content(), signer=SIGNER)
    envelope = open_note(note, keys=KEYS, stream=STREAM)
    assert envelope.content == content()
    assert envelope.hash == text_hash == packages.read_own(note).hash


def test_no_single_bit_can_be_changed():
    note = note_of()
    flipped = bytearray(note)
    accepted = []
    for bit in range(len(note) * 8):
        flipped[bit // 8] ^= 1 << bit % 8
        accepted += [bit] * accepts(bytes(flipped))
        flipped[bit // 8] ^= 1 << bit % 8
    assert len(note) * 8 > 10_000
    assert accepted == []


def test_no_byte_can_be_cut_off_or_added():
    note = note_of()
    assert not any(accepts(note[:length]) for length in range(len(note)))
    assert not any(accepts(note + extra) for extra in (b"\n", b" ", b"\0", note, b"\n\n"))
    assert not any(accepts(extra + note) for extra in (b"\n", b" ", b"\xef\xbb\xbf"))


def test_no_splice_of_two_packages_is_accepted():
    one, other = note_of(seq=7), note_of(seq=8, prev="cd" * 32)
    chance = random.Random(1)
    for _ in range(1000):
        cut, paste = chance.randrange(1, len(one)), chance.randrange(len(other))
        spliced = one[:cut] + other[paste:]
        assert spliced in (one, other) or not accepts(spliced)


@pytest.mark.parametrize(
    "text",
    [
        b'{"v":1}\n', b"[]\n", b"null\n", b"1\n", b"\n", b'{"v":1,"v":1}\n', b'{"v":1.0}\n', b'{"v":NaN}\n', b'{ "v":1}\n',
        b"\xff\n", b"[" * 5000 + b"\n", b'{"\\ud800":1}\n',
    ],
)  # fmt: skip
def test_a_rightly_signed_text_that_is_no_envelope_is_refused_without_an_exception(text):
    assert is_refused(sign_raw(text)) == "form"


@pytest.mark.parametrize(
    "changes",
    [
        {"seq": 0}, {"seq": "7"}, {"seq": True}, {"extra": 1}, {"msgs": [{}]}, {"msgs": [None] * 101}, {"epoch": -1},
        {"prev": "xyz"}, {"prev": "ab" * 32 + "\n"}, {"ack": {}},
    ],
)  # fmt: skip
def test_an_envelope_outside_its_format_is_neither_sealed_nor_opened(changes):
    with pytest.raises(ValueError, match="format"):
        seal(content(**changes), signer=SIGNER)
    assert is_refused(sign_raw(f"{canon.dumps(content(**changes))}\n".encode())) == "form"


def test_another_spelling_of_the_same_content_is_refused_though_rightly_signed():
    loose = canon.dumps(content()).replace('"seq":7', '"seq": 7')
    assert is_refused(sign_raw(f"{loose}\n".encode())) == "form"


def test_a_package_of_another_stream_is_refused():
    assert is_refused(note_of(stream="hall01/i2o")) == "stream"
    assert is_refused(note_of(stream="test/o2i")) == "stream"


def test_an_unknown_envelope_version_is_named_as_such():
    text = f"{canon.dumps(content(v=2))}\n".encode()
    assert is_refused(sign_raw(text)) == "version"


def test_a_key_that_is_not_pinned_is_refused_whatever_it_calls_itself():
    assert is_refused(seal(content(), signer=make_signer("outer-2027a"))[0]) == "key"
    assert is_refused(seal(content(), signer=make_signer(SIGNER.public.name))[0]) == "signature"


def test_a_retired_key_may_sign_up_to_its_last_number_only():
    retired = parse_keys(f"{SIGNER.public.spell()}@6")
    assert open_note(note_of(seq=6), keys=retired, stream=STREAM)
    with pytest.raises(BadPackage) as caught:
        open_note(note_of(seq=7), keys=retired, stream=STREAM)
    assert caught.value.why == "key"


def test_a_second_pinned_signature_does_not_change_the_hash():
    second = make_signer("outer-2026b")
    note, text_hash = seal(content(), signer=SIGNER)
    text = note.partition(b"\n\n")[0] + b"\n"
    both = note + second.line(text).encode()
    keys = {**KEYS, "outer-2026b": second.public}
    assert open_note(both, keys=keys, stream=STREAM).hash == text_hash
    assert is_refused(both) == "key"
    assert is_refused(note + SIGNER.line(text).encode()) == "signature"


def test_base64_with_loose_padding_bits_is_refused():
    note = note_of().decode()
    head, _, signature = note.rstrip("\n").rpartition(" ")
    last = signature.rstrip("=")[-1]
    for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/":
        loose = signature.rstrip("=")[:-1] + other + "=" * signature.count("=")
        if other != last and base64.b64decode(loose) == base64.b64decode(signature):
            assert is_refused(f"{head} {loose}\n".encode()) == "form"


def test_a_package_of_more_than_its_size_is_not_made():
    message = {**content()["msgs"][0], "body": {"x": "长" * packages.MAX_TEXT}}
    with pytest.raises(ValueError, match="too large"):
        seal(content(msgs=[message]), signer=SIGNER)
