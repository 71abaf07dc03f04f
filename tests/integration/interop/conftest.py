"""Receivers of notices on this machine: a webhook that answers as told, a mailbox that listens."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.province import TheTown
from tests.builders.web import Web


@dataclass
class Receiver:
    """``answers`` are used up one by one, the last for ever: a status, or a Location to go to."""

    port: int = 0
    answers: list[int | str] = field(default_factory=lambda: [204])
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
            answer = told.answers.pop(0) if len(told.answers) > 1 else told.answers[0]
            self.send_response(307 if isinstance(answer, str) else answer)
            if isinstance(answer, str):
                self.send_header("Location", answer)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def web(
    sessions: sessionmaker[Session],
    town: TheTown,
    tmp_path: Path,
) -> Web:
    """A web whose notices may go to this machine."""
    found = Web(sessions, town, tmp_path)
    house = found.app.extensions["house"]
    changed = replace(house.settings, notice_networks="127.0.0.0/8")
    object.__setattr__(house, "settings", changed)
    return found
