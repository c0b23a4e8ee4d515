"""Who may reach the dashboard."""

from __future__ import annotations

import pytest

from pesviz.app.server import PASSWORD_VARIABLE, is_local, options
from pesviz.errors import SettingsError


@pytest.fixture(autouse=True)
def no_password(monkeypatch):
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)


def found(address="127.0.0.1", **changes):
    values = {"basic_auth": None, "open_to_all": False, "max_upload_mb": 50, "origins": ()} | changes
    return options(address, 5006, **values)


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_this_machine_needs_no_password(address):
    assert is_local(address)
    assert "basic_auth" not in found(address)


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.4", "::", "example.org"])
def test_any_other_address_needs_a_password_or_a_word(address, monkeypatch, tmp_path):
    assert not is_local(address)
    with pytest.raises(SettingsError, match="password"):
        found(address)
    assert found(address, basic_auth="secret")["basic_auth"] == "secret"
    users = tmp_path / "users.json"
    users.write_text('{"ann": "secret"}')
    assert found(address, basic_auth=users)["basic_auth"] == str(users)
    assert "basic_auth" not in found(address, open_to_all=True)
    monkeypatch.setenv(PASSWORD_VARIABLE, "from the variable")
    assert found(address)["basic_auth"] == "from the variable"


def test_pages_of_other_sites_cannot_open_a_session():
    assert "*" not in found()["websocket_origin"]
    assert "*" not in found("0.0.0.0", basic_auth="secret")["websocket_origin"]
    assert (
        "pesviz.example.org"
        in found("0.0.0.0", basic_auth="secret", origins=("pesviz.example.org",))["websocket_origin"]
    )


def test_messages_are_bounded_by_the_upload_limit():
    limit = found(max_upload_mb=2)["websocket_max_message_size"]
    assert 2_000_000 < limit < 8_000_000
