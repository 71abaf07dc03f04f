"""Does the verifier find a sound bundle sound, and every flaw, in both languages, in 2036 too?"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from interop.documents.canonical import canonical
from interop.documents.digest import sha256
from interop.evidence.bundle import Evidence, bundle
from interop.keys.fingerprint import fingerprint
from interop.keys.names import Use
from interop.verify.__main__ import main
from interop.verify.bundle import check_bundle
from interop.verify.findings import Level
from interop.verify.sentences import SENTENCES, WORDS, sentence
from tests.builders.evidence import an_item, evidence_of
from tests.builders.exchange import (
    ALGORITHMS,
    NOW,
    Pair,
    a_pair,
    a_record,
    a_signed_record,
)

IN_2036 = datetime(2036, 11, 21, tzinfo=UTC)


def trusted(pair: Pair) -> frozenset[str]:
    return frozenset(fingerprint(key) for key in pair.book)


def written(folder: Path, evidence: Evidence) -> Path:
    path = folder / "bundle.zip"
    path.write_bytes(bundle(evidence))
    return path


def flaws(path: Path, pair: Pair, now: datetime = IN_2036) -> list[str]:
    found = check_bundle(path, trusted(pair), now).findings
    return [finding.code for finding in found if finding.level is Level.FAILS]


def repacked(path: Path, change: Callable[[dict[str, bytes]], None], *, restate: bool) -> Path:
    """The bundle with changed files; ``restate``: by a forger who mends the manifest, too."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    if restate:
        manifest = json.loads(files.pop("manifest.json"))
        manifest["files"] = [
            {"name": name, "size": len(content), "digest": sha256(content)}
            for name, content in files.items()
        ]
        files["manifest.json"] = canonical(manifest)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    path.write_bytes(target.getvalue())
    return path


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_sound_evidence_is_found_sound_ten_years_later(tmp_path: Path, algorithm: str) -> None:
    pair = a_pair(algorithm)
    path = written(tmp_path, evidence_of(pair, an_item(pair)))
    checkup = check_bundle(path, trusted(pair), IN_2036)
    assert {finding.code for finding in checkup.findings} == {
        "files_whole",
        "record_signed",
        "message_holds",
        "receipt_holds",
        "head_signed",
        "head_countersigned",
        "log_includes",
        "log_grew",
        "keys_trusted",
    }
    used = {key.keyid for key in checkup.keys}
    assert used == {"CN-36:r-2026a", "CN-42:r-2026a", "CN-42:c-2026a", "CN-36:c-2026a"}


def test_the_same_parts_give_the_same_bytes() -> None:
    pair = a_pair()
    evidence = evidence_of(pair, an_item(pair))
    assert bundle(evidence) == bundle(evidence)
    with pytest.raises(ValueError, match="nothing"):
        bundle(evidence_of(pair))


def test_versions_attachments_and_a_token_are_looked_at(tmp_path: Path) -> None:
    pair = a_pair()
    second = a_record(version=2, prev=a_signed_record(pair).digest)
    items = [an_item(pair), replace(an_item(pair, second), timestamp=b"token")]
    path = written(tmp_path, evidence_of(pair, *items, attachments=[b"a photo"]))
    codes = {finding.code for finding in check_bundle(path, trusted(pair), IN_2036).findings}
    assert {"chain_holds", "attachment_whole", "timestamp_not_judged"} <= codes
    assert flaws(path, pair) == []


def test_versions_that_do_not_continue_one_another_are_found(tmp_path: Path) -> None:
    pair = a_pair()
    second = a_record(version=2, prev="sha256:" + "0" * 64)
    path = written(tmp_path, evidence_of(pair, an_item(pair), an_item(pair, second)))
    assert flaws(path, pair) == ["chain_broken"]


def _swap(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)

    return change


@pytest.mark.parametrize(
    ("change", "restate", "expected"),
    [
        (_swap("README.txt", b"Bundle", b"Bubble"), False, {"file_changed"}),
        (lambda files: files.update(extra=b""), False, {"file_surplus"}),
        (lambda files: files.pop("README.txt"), False, {"file_missing"}),
        (lambda files: files.pop("items/1/head.json"), True, {"file_missing"}),
        (lambda files: files.update({"items/1/head.json": b"{"}), True, {"file_unreadable"}),
        (lambda files: files.update({"keys.json": b"{}"}), True, {"file_unreadable"}),
        (
            _swap("items/1/record.json", b"12800.5", b"12800.6"),
            True,
            {
                "signature_misfit",
                "not_by_origin",
                "message_lacks_record",
                "receipt_lacks_record",
                "log_lacks_record",
            },
        ),
        (
            _swap("items/1/message.json", b'"seq":1', b'"seq":2'),
            True,
            {"receipt_not_for_message"},
        ),
        (_swap("items/1/inclusion.json", b'"place":2', b'"place":1'), True, {"log_lacks_record"}),
        (_swap("items/1/consistency.json", b'"from":3', b'"from":2'), True, {"log_rewritten"}),
        (lambda files: files.pop("items/1/consistency.json"), True, {"log_rewritten"}),
        (
            lambda files: files.update({"attachments/" + "0" * 64: b"x"}),
            True,
            {"attachment_changed"},
        ),
    ],
)
def test_each_flaw_is_named(
    tmp_path: Path,
    change: Callable[[dict[str, bytes]], None],
    restate: bool,
    expected: set[str],
) -> None:
    pair = a_pair()
    path = written(tmp_path, evidence_of(pair, an_item(pair)))
    assert set(flaws(repacked(path, change, restate=restate), pair)) == expected


@pytest.mark.parametrize("restate", [False, True])
def test_one_flipped_byte_anywhere_in_a_signed_file_is_found(tmp_path: Path, restate: bool) -> None:
    pair = a_pair()
    whole = bundle(evidence_of(pair, an_item(pair)))
    path = tmp_path / "bundle.zip"
    for name in ("items/1/record.json", "items/1/receipt.json", "items/1/head.json"):
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            length = len(archive.read(name))
        for place in range(0, length, 97):
            path.write_bytes(whole)

            def flip(files: dict[str, bytes], name: str = name, place: int = place) -> None:
                content = bytearray(files[name])
                content[place] ^= 1
                files[name] = bytes(content)

            assert flaws(repacked(path, flip, restate=restate), pair), (name, place)


@pytest.mark.parametrize(
    ("receipt", "expected"),
    [
        ({"message_digest": "sha256:" + "0" * 64}, {"receipt_not_for_message"}),
        ({"results": []}, {"receipt_lacks_record"}),
        ({"probe": True}, {"receipt_lacks_record"}),
        ({"log_root": "sha256:" + "0" * 64}, {"log_rewritten"}),
        ({"sender": "CN-34"}, {"receipt_not_signed"}),
        ({"received_at": NOW + timedelta(days=3)}, {"head_of_another_log"}),
        ({"received_at": IN_2036 + timedelta(days=1)}, {"time_in_future"}),
    ],
)
def test_a_receipt_that_proves_nothing_is_named(
    tmp_path: Path, receipt: dict[str, Any], expected: set[str]
) -> None:
    pair = a_pair()
    path = written(tmp_path, evidence_of(pair, an_item(pair, **receipt)))
    assert set(flaws(path, pair)) == expected


def test_a_key_is_judged_by_its_whole_history(tmp_path: Path) -> None:
    pair, kid, hour = a_pair(), "CN-36:r-2026a", timedelta(hours=1)
    item = an_item(pair)
    found = {
        "before": pair.book.revoke(kid, "wang", NOW - hour),
        "after": pair.book.revoke(kid, "wang", NOW + hour),
        "stolen": pair.book.compromised(kid, "wang", NOW + hour, NOW - hour),
    }
    said = {}
    for name, book in found.items():
        path = written(tmp_path, evidence_of(pair, item, keys=list(book)))
        said[name] = set(flaws(path, pair))
    assert said["after"] == set()
    assert said["before"] == said["stolen"] == {"key_not_good", "not_by_origin"}


def test_a_key_that_one_person_approved_alone_proves_nothing(tmp_path: Path) -> None:
    pair = a_pair()
    keys = [
        replace(key, events=key.events[:2]) if key.keyid == "CN-36:r-2026a" else key
        for key in pair.book
    ]
    path = written(tmp_path, evidence_of(pair, an_item(pair), keys=keys))
    assert set(flaws(path, pair)) == {"key_not_good", "not_by_origin"}


def test_keys_that_a_forger_made_up_do_not_pass_for_those_on_paper(tmp_path: Path) -> None:
    honest, forged = a_pair(), a_pair("ES256")
    path = written(tmp_path, evidence_of(forged, an_item(forged)))
    assert set(flaws(path, forged)) == set()
    assert set(flaws(path, honest)) == {"key_not_trusted"}


def test_without_fingerprints_nothing_is_called_proved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pair = a_pair()
    path = written(tmp_path, evidence_of(pair, an_item(pair)))
    assert main([str(path), "--lang", "en"], IN_2036) == 4
    said = capsys.readouterr().out
    assert fingerprint(pair.theirs.keys[Use.RECORD]) in said
    assert "nothing is proved before the keys are compared" in said


def test_exit_codes_and_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair = a_pair()
    path = written(tmp_path, evidence_of(pair, an_item(pair)))
    trust = [word for one in trusted(pair) for word in ("--trust", one)]
    assert main([str(path), "--lang", "zh", *trust], IN_2036) == 0
    assert "证据成立" in capsys.readouterr().out
    assert main([str(path), "--json", "--lang", "en", *trust], IN_2036) == 0
    assert json.loads(capsys.readouterr().out)["conclusion"] == "holds"
    repacked(path, _swap("items/1/message.json", b'"seq":1', b'"seq":2'), restate=False)
    assert main([str(path), "--lang", "en"], IN_2036) == 1
    assert "FAIL" in capsys.readouterr().out
    for content in (b"", b"no zip at all"):
        path.write_bytes(content)
        assert main([str(path), "--lang", "zh"], IN_2036) == 3
        assert "不是可读取的证据包" in capsys.readouterr().err
    assert main([str(tmp_path / "none.zip")], IN_2036) == 3


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a//b", "items\\1", "报文.json", "x/"])
def test_odd_names_are_not_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / "odd.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, b"")
    assert main([str(path)], IN_2036) == 3


def test_every_sentence_is_said_in_both_languages_with_the_same_places() -> None:
    places = re.compile(r"\{[a-z]+\}")
    for code, (chinese, english) in SENTENCES.items():
        assert set(places.findall(chinese)) == set(places.findall(english)), code
        assert re.search("[\u4e00-\u9fff]", chinese), code
        assert re.match(r"[A-Z{].*[^ ]$", english), code
    assert sentence("key_fell_later", "zh", kid="k", what="revoked") == (
        "密钥 k 在签名之后被吊销；签名当时有效。"
    )
    assert all(re.search("[\u4e00-\u9fff]", word) for word in WORDS.values())


#: Runs the verifier in a process of its own that finds nothing but itself, the standard library
#: and cryptography, at another time.
_ALONE = """
import sys
class OnlyThese:
    allowed = {"interop", "cryptography", "_cffi_backend", "__main__"} | sys.stdlib_module_names
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in self.allowed:
            raise ImportError("not there in ten years: " + name)
sys.meta_path.insert(0, OnlyThese())
from datetime import datetime, timezone
from interop.verify.__main__ import main
code = main(sys.argv[1:], datetime(2036, 11, 21, tzinfo=timezone.utc))
sys.exit(code)
"""


def test_the_verifier_runs_alone_in_2036(tmp_path: Path) -> None:
    pair = a_pair()
    path = written(tmp_path, evidence_of(pair, an_item(pair)))
    trust = [word for one in trusted(pair) for word in ("--trust", one)]
    arguments = [sys.executable, "-W", "error", "-c", _ALONE, str(path), "--lang", "en", *trust]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Conclusion: the evidence holds." in done.stdout


def test_the_module_is_called_by_its_name(tmp_path: Path) -> None:
    arguments = [sys.executable, "-m", "interop.verify", str(tmp_path / "none.zip"), "--lang", "en"]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "no bundle of evidence that can be read" in done.stderr
