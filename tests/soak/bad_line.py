"""What does a bad line do? It breaks connections before, in between, or after the request."""

from __future__ import annotations

import random
import socket
import threading
from contextlib import closing, suppress

LOSS = 0.3


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class BadLine:
    """A way to a port on which connections break: before, in between, or after the request."""

    def __init__(self, to: int, seed: int) -> None:
        self.port, self._to = free_port(), to
        self._chance = random.Random(seed)  # noqa: S311  a test's dice
        self._listening = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            with suppress(OSError):
                here, _ = self._listening.accept()
                lost = self._chance.random() < LOSS
                where = self._chance.choice(("before", "answer")) if lost else ""
                threading.Thread(target=self._join, args=(here, where), daemon=True).start()

    def _join(self, here: socket.socket, where: str) -> None:
        with closing(here), suppress(OSError):
            if where == "before":
                return
            with socket.create_connection(("127.0.0.1", self._to)) as there:
                back = threading.Thread(
                    target=_pour, args=(there, here, where == "answer"), daemon=True
                )
                back.start()
                _pour(here, there, False)
                back.join()


def _pour(source: socket.socket, target: socket.socket, lost: bool) -> None:
    with suppress(OSError):
        while piece := source.recv(65_536):
            if lost:
                break
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
