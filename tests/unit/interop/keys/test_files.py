"""Are private keys kept in files that nobody else can read, and refused when they are not?"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from interop.algorithms.suites import fits
from interop.cli import interop
from interop.keys.documents import read_key
from interop.keys.files import load_signer, make_key, private_file
from interop.keys.fingerprint import fingerprint
from interop.keys.key import Key
from interop.keys.refusals import KeyRefused
from tests.builders.exchange import ALGORITHMS, NOT_AFTER, NOT_BEFORE

KEYID = "CN-42:r-2026a"


def a_key_in(folder: Path, algorithm: str = "Ed25519", keyid: str = KEYID) -> Key:
    return make_key(folder, keyid, algorithm, NOT_BEFORE, NOT_AFTER)


def refusal(folder: Path, key: Key) -> str:
    with pytest.raises(KeyRefused) as refused:
        load_signer(folder, key)
    return refused.value.code


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_key_signs_from_its_file(tmp_path: Path, algorithm: str) -> None:
    key = a_key_in(tmp_path / "keys", algorithm)
    signer = load_signer(tmp_path / "keys", key)
    assert fits(algorithm, key.public, signer.sign(b"data"), b"data")
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert private_file(tmp_path / "keys", KEYID).stat().st_mode & 0o777 == 0o600


def test_the_public_file_tells_the_key_and_nothing_private(tmp_path: Path) -> None:
    key = a_key_in(tmp_path)
    told = private_file(tmp_path, KEYID).with_suffix(".public.json").read_text()
    assert read_key(json.loads(told)) == key
    assert "PRIVATE" not in told


def test_a_signer_never_shows_its_key(tmp_path: Path) -> None:
    signer = load_signer(tmp_path, a_key_in(tmp_path))
    assert repr(signer) == f"SoftwareSigner(keyid='{KEYID}')"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644, 0o610])
def test_a_file_that_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    key = a_key_in(tmp_path)
    private_file(tmp_path, KEYID).chmod(mode)
    assert refusal(tmp_path, key) == "key_file_open"


def test_a_file_of_somebody_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = a_key_in(tmp_path)
    somebody = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: somebody)
    assert refusal(tmp_path, key) == "key_file_owner"


def test_a_link_in_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    key = a_key_in(tmp_path)
    path = private_file(tmp_path, KEYID)
    path.rename(tmp_path / "elsewhere.pem")
    path.symlink_to(tmp_path / "elsewhere.pem")
    assert refusal(tmp_path, key) == "key_file_missing"


def test_a_missing_broken_or_foreign_file_is_named(tmp_path: Path) -> None:
    key = a_key_in(tmp_path)
    path = private_file(tmp_path, KEYID)
    other = a_key_in(tmp_path, keyid="CN-42:r-2026b")
    path.write_bytes(private_file(tmp_path, other.keyid).read_bytes())
    assert refusal(tmp_path, key) == "key_file_other"
    path.write_bytes(b"no key")
    assert refusal(tmp_path, key) == "key_file_broken"
    foreign = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    path.write_bytes(foreign.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    assert refusal(tmp_path, key) == "key_file_broken"
    path.unlink()
    assert refusal(tmp_path, key) == "key_file_missing"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    a_key_in(tmp_path)
    before = private_file(tmp_path, KEYID).read_bytes()
    with pytest.raises(KeyRefused) as refused:
        a_key_in(tmp_path)
    assert refused.value.code == "key_file_exists"
    assert private_file(tmp_path, KEYID).read_bytes() == before


@pytest.mark.parametrize("name", ["../evil", "CN-42:r-2026a/../../x", "", "x" * 300])
def test_a_name_from_outside_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeyRefused) as refused:
        private_file(tmp_path, name)
    assert refused.value.code == "keyid_form"


def run(tmp_path: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    settings = {"PLUMBLINE_KEYS_DIR": str(tmp_path / "keys"), "LC_ALL": "en_US.UTF-8"}
    done = CliRunner().invoke(interop, ["keygen", *arguments], env=settings | environment)
    return done.exit_code, done.output


def test_the_command_makes_a_key_and_says_what_to_compare(tmp_path: Path) -> None:
    code, said = run(tmp_path, "--use", "transport", "--json")
    told = json.loads(said)
    assert code == 0
    assert told["keyid"].startswith("CN-42:t-")
    key = read_key(json.loads(Path(told["public_file"]).read_text()))
    assert told["sha256"] == fingerprint(key)
    assert "PRIVATE" not in said
    assert load_signer(tmp_path / "keys", key).keyid == told["keyid"]


def test_the_command_takes_the_next_letter_and_never_one_again(tmp_path: Path) -> None:
    marks = [json.loads(run(tmp_path, "--use", "record", "--json")[1])["keyid"] for _ in range(2)]
    assert [mark[-1] for mark in marks] == ["a", "b"]
    code, said = run(tmp_path, "--use", "record", "--mark", "a")
    assert code == 1
    assert "never overwritten" in said
    assert run(tmp_path, "--use", "record", "--mark", "../x")[0] == 1


def test_the_command_speaks_chinese_and_names_the_national_system(tmp_path: Path) -> None:
    code, said = run(
        tmp_path, "--use", "checkpoint", LC_ALL="zh_CN.UTF-8", PLUMBLINE_ROLE="national"
    )
    assert code == 0
    assert "私钥" in said
    assert "CN:c-" in said
