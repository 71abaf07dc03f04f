"""Whose address counts when a proxy stands before us."""

from __future__ import annotations

import pytest
from flask import Flask, request

from tracker.http.sender import sender_of


@pytest.mark.parametrize(
    ("peer", "forwarded", "sender"),
    [
        ("203.0.113.7", None, "203.0.113.7"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "127.0.0.1, 203.0.113.7", "203.0.113.7"),
        ("203.0.113.7", "127.0.0.1", "203.0.113.7"),
    ],
)
def test_only_a_proxy_on_this_machine_is_believed(
    peer: str, forwarded: str | None, sender: str
) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    with Flask(__name__).test_request_context(headers=headers, environ_base={"REMOTE_ADDR": peer}):
        assert sender_of(request) == sender
