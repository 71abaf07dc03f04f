"""How does a test get a server of its own? As people start it, on a free port."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

from tests.builders.accounts import CHEAP
from tests.builders.registers import HOME_PROVINCE
from tracker.accounts.add_user import NewUser, add_user
from tracker.accounts.issue_token import issue_token
from tracker.store.clock import SystemClock
from tracker.store.unit_of_work import Sessions


class Served:
    """``plumbline serve`` as a process group of its own."""

    def __init__(self, url: str, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._env = os.environ | {
            "PLUMBLINE_DATABASE_URL": url,
            "PLUMBLINE_HOME": str(home),
            "PLUMBLINE_BIND": f"127.0.0.1:{self.port}",
            "PLUMBLINE_PROVINCE": str(HOME_PROVINCE),
        }
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "tracker.cli", "serve", "--workers", "1"]
        self.process = subprocess.Popen(
            command,
            env=self._env,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            with suppress(OSError, http.client.HTTPException):
                if self.request("GET", "/readyz", None)[0] == 200:
                    return
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.1)
        raise AssertionError("the server did not come up")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def request(
        self, method: str, path: str, token: str | None, body: object = None
    ) -> tuple[int, bytes]:
        content = json.dumps(body).encode() if body is not None else None
        status, _, answer = self.send(method, path, token, content)
        return status, answer

    def send(
        self, method: str, path: str, token: str | None, content: bytes | None, **headers: str
    ) -> tuple[int, str, bytes]:
        """Status, media type and body that these bytes are answered with."""
        given = {"Content-Type": "application/json"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            given["Authorization"] = f"Bearer {token}"
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with closing(line):
            line.request(method, path, content, given)
            with line.getresponse() as answer:
                return answer.status, answer.headers.get_content_type(), answer.read()


def a_token(sessions: Sessions, organisation: str, *scopes: str, role: str = "collector") -> str:
    """The token of a new clerk of this organisation, good for a day."""
    clock = SystemClock()
    new = NewUser(f"clerk.{role}", "clerk", [role], organisation, None, None)
    user = add_user(sessions, HOME_PROVINCE, new, 0, clock, CHEAP)
    expires = clock.now() + timedelta(days=1)
    return issue_token(sessions, HOME_PROVINCE, user, "test", list(scopes), expires, 0, clock).text
