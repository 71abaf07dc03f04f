"""Are files kept whole, once, and only when they are right?"""

from __future__ import annotations

import hashlib
import io
import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders.files import PDF
from tests.fakes.clock import START
from tracker.attachments.media_types import MEDIA_TYPES
from tracker.attachments.vault import Stored, Vault
from tracker.domain.errors import Malformed

A_PDF = next(media for media in MEDIA_TYPES if media.name == "application/pdf")


class BreaksOff(io.BytesIO):
    """A stream whose other end goes away after the first chunk."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise ConnectionResetError
        return super().read(10)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "attachments", most_bytes=100)


def keep(vault: Vault, content: bytes = PDF, digest: str | None = None) -> Stored:
    return vault.keep(io.BytesIO(content), A_PDF, START, digest)


def files(vault: Vault) -> list[Path]:
    return [file for file in vault.folder.rglob("*") if file.is_file()]


def test_a_content_lies_under_its_digest(vault: Vault) -> None:
    stored = keep(vault)

    digest = hashlib.sha256(PDF).hexdigest()
    assert stored == Stored(digest, len(PDF))
    assert files(vault) == [vault.folder / digest[:2] / digest[2:]]
    assert vault.path(digest) == files(vault)[0]
    assert files(vault)[0].read_bytes() == PDF


def test_nobody_else_on_the_machine_may_read_it(vault: Vault) -> None:
    keep(vault)

    assert files(vault)[0].stat().st_mode & 0o077 == 0
    assert vault.folder.stat().st_mode & 0o077 == 0


def test_the_same_content_again_is_one_file_and_mends_a_broken_one(vault: Vault) -> None:
    keep(vault)
    files(vault)[0].write_bytes(b"rotten")

    keep(vault)

    assert [file.read_bytes() for file in files(vault)] == [PDF]


def test_a_content_of_exactly_the_limit_is_kept(vault: Vault) -> None:
    assert keep(vault, PDF.ljust(100)).size == 100


@pytest.mark.parametrize(
    ("content", "digest", "codes"),
    [
        (PDF.ljust(101), None, ["file_too_large"]),
        (b"", None, ["file_empty"]),
        (b"no", "0" * 64, ["wrong_digest", "content_differs"]),
    ],
)
def test_a_wrong_content_leaves_nothing_behind(
    vault: Vault, content: bytes, digest: str | None, codes: list[str]
) -> None:
    with pytest.raises(Malformed) as caught:
        keep(vault, content, digest)

    assert [fault.code for fault in caught.value.faults] == codes
    assert files(vault) == []


def test_a_stream_that_breaks_off_leaves_nothing_behind(vault: Vault) -> None:
    with pytest.raises(ConnectionResetError):
        vault.keep(BreaksOff(PDF), A_PDF, START)

    assert files(vault) == []


def test_what_a_killed_process_left_is_cleared_after_a_day(vault: Vault) -> None:
    incoming = vault.folder / ".incoming"
    incoming.mkdir(parents=True)
    for name, age in (("old", timedelta(hours=25)), ("young", timedelta(hours=1))):
        (incoming / name).touch()
        written = (START - age).timestamp()
        os.utime(incoming / name, (written, written))

    keep(vault)

    assert [file.name for file in incoming.iterdir()] == ["young"]


def test_a_content_that_is_not_here_has_no_path(vault: Vault) -> None:
    assert vault.path("0" * 64) is None
