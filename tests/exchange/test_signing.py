import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from exchange import signing


@pytest.fixture
def keys(tmp_path):
    with override_settings(ZONE="outer", DATA_DIR=tmp_path, EXCHANGE_PEER_KEYS="embedded"):
        yield tmp_path


def test_keys_are_made_once(keys):
    first = signing.create_keys(year=2026)
    assert signing.create_keys(year=2027) == first
    assert first.name == "outer-2026a"


def test_the_private_key_is_the_owners_alone(keys):
    signing.create_keys(year=2026)
    path = keys / "outer" / "keys" / "exchange.pem"
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(ImproperlyConfigured, match="read by others"):
        signing.load_signer()


def test_embedded_zones_find_each_others_key_in_the_shared_folder(keys):
    outer = signing.create_keys(year=2026)
    with override_settings(ZONE="inner"):
        assert signing.peer_keys() == {outer.name: outer}


def test_elsewhere_the_shared_folder_is_not_trusted(keys):
    signing.create_keys(year=2026)
    with override_settings(ZONE="inner", EXCHANGE_PEER_KEYS=""):
        assert signing.peer_keys() == {}


def test_a_pinned_key_that_does_not_fit_its_id_is_refused(keys):
    name, _, encoded = signing.create_keys(year=2026).spell().split("+", 2)
    for word in ("", "x", f"{name}+00000000+{encoded}", f"{name}+{encoded}", f"{name}+00+!!"):
        if word:
            with pytest.raises(ImproperlyConfigured):
                signing.parse_keys(word)


def test_a_pair_of_two_different_keys_is_refused(keys):
    signing.create_keys(year=2026)
    own = keys / "outer" / "keys" / "exchange.pub"
    with override_settings(ZONE="inner"):
        other = signing.create_keys(year=2026)
    own.write_text(other.spell())
    with pytest.raises(ImproperlyConfigured, match="one pair"):
        signing.load_signer()
