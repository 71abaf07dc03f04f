"""N57 to N69: which records are believed, and what do they do to the versions before them?"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from interop.algorithms.signer import SoftwareSigner, new_private_key
from interop.documents.canonical import canonical
from interop.documents.digest import b64u
from interop.documents.jws import JwsRefused, Typ, read_signatures, seal, sign, signing_input
from interop.documents.words import schema_parts
from interop.keys.names import Use
from interop.records.envelope import RecordRefused, State, named_anyhow, read_record
from interop.records.receipt import ReceiptRefused, read_receipt
from interop.records.verdict import Policy, Verdict, verdict_on
from interop.records.versions import Known, Step, step_for
from tests.builders.exchange import (
    ALGORITHMS,
    NOW,
    RECORD_ID,
    Pair,
    a_pair,
    a_record,
    a_signed_record,
    sealed,
)


@pytest.fixture(params=ALGORITHMS)
def pair(request: pytest.FixtureRequest) -> Pair:
    return a_pair(request.param)


def policy(pair: Pair, **changes: Any) -> Policy:
    return replace(Policy("CN-36", frozenset({pair.algorithm})), **changes)


def judged(pair: Pair, entry: object, attested: datetime = NOW, **changes: Any) -> Verdict:
    return verdict_on(read_record(entry), policy(pair, **changes), pair.book, attested)


def code_of(pair: Pair, entry: object, **changes: Any) -> str | None:
    """Why the record is refused, whether on reading or on judging."""
    try:
        return judged(pair, entry, **changes).code
    except RecordRefused as refused:
        return refused.code


def signed_with_header(pair: Pair, header: dict[str, Any] | bytes) -> dict[str, Any]:
    """The base record, properly signed by its origin's key, but under this protected header."""
    record = a_record().document()
    raw = header if isinstance(header, bytes) else canonical(header)
    protected = b64u(raw)
    signer = pair.theirs.signer(Use.RECORD)
    made = b64u(signer.sign(signing_input(protected, canonical(record))))
    return {"record": record, "signatures": [{"protected": protected, "signature": made}]}


def good_header(pair: Pair) -> dict[str, Any]:
    return {"alg": pair.algorithm, "kid": pair.theirs.keyid(Use.RECORD), "typ": "pv-record+jws"}


def test_the_base_record_is_believed(pair: Pair) -> None:
    assert judged(pair, sealed(pair)) == Verdict(
        None,
        keys=(pair.book.find("CN-36:r-2026a"),),  # type: ignore[arg-type]
    )
    assert judged(pair, signed_with_header(pair, good_header(pair))).code is None


@pytest.mark.parametrize("signatures", [None, [], {}, [{}], ["x"]])
def test_n57_a_record_without_a_signature_is_not_believed(pair: Pair, signatures: object) -> None:
    entry = sealed(pair) | {"signatures": signatures}
    assert code_of(pair, entry) == "record_sig"


def test_n57_a_required_algorithm_must_be_among_the_signatures(pair: Pair) -> None:
    both = frozenset({pair.algorithm, "SM2-SM3"})
    assert code_of(pair, sealed(pair), required=both) == "record_sig"


def test_n57_a_further_signature_that_nobody_here_can_check_is_flagged(pair: Pair) -> None:
    entry = sealed(pair)
    header = {"alg": "SM2-SM3", "kid": "CN-36:r-2026sm", "typ": "pv-record+jws"}
    foreign = {"protected": b64u(canonical(header)), "signature": b64u(bytes(64))}
    entry["signatures"] = [*entry["signatures"], foreign]
    assert judged(pair, entry).flags == {"not_checked"}


def test_n58_a_changed_record_is_noticed(pair: Pair) -> None:
    entry = sealed(pair)
    entry["record"]["body"]["mass_kg"] = "12800.6"
    assert code_of(pair, entry) == "record_sig"


def test_n58_order_and_spaces_do_not_matter(pair: Pair) -> None:
    entry = sealed(pair)
    record = dict(reversed(entry["record"].items()))
    spaced = json.loads(json.dumps(entry | {"record": record}, indent=4))
    assert judged(pair, spaced).code is None
    assert read_record(spaced).digest == read_record(entry).digest


@pytest.mark.parametrize(
    "change",
    [
        {"alg": "none"},
        {"alg": "EdDSA"},
        {"alg": "HS256"},
        {"crit": ["b64"], "b64": False},
        {"jwk": {"kty": "OKP"}},
        {"jku": "https://evil.example/keys"},
        {"x5u": "https://evil.example/cert"},
        {"x5c": []},
        {"typ": "pv-receipt+jws"},
        {"typ": None},
        {"kid": "CN-36:t-2026a"},
        {"kid": "CN-99:r-2026a"},
        {"kid": "../../etc/passwd"},
    ],
)
def test_n59_a_header_of_another_kind_is_no_signature(pair: Pair, change: dict[str, Any]) -> None:
    entry = signed_with_header(pair, good_header(pair) | change)
    assert code_of(pair, entry) == "record_sig"


def test_n59_a_header_that_names_a_member_twice_is_no_signature(pair: Pair) -> None:
    twice = canonical(good_header(pair))[:-1] + b',"typ":"pv-record+jws"}'
    assert code_of(pair, signed_with_header(pair, twice)) == "record_sig"


@pytest.mark.parametrize("spelling", ["padding", "plus", "slash", "bits", "space", "number"])
def test_n60_base64url_has_one_spelling(pair: Pair, spelling: str) -> None:
    entry = sealed(pair)
    (signature,) = entry["signatures"]
    protected = signature["protected"]
    wrong: dict[str, object] = {
        "padding": protected + "=" * (-len(protected) % 4 or 4),
        "plus": "+" + protected[1:],
        "slash": "/" + protected[1:],
        "bits": b64u(b"{}")[:-1] + "1",
        "space": protected + " ",
        "number": 5,
    }
    with pytest.raises(JwsRefused):
        read_signatures([signature | {"protected": wrong[spelling]}])
    entry["signatures"] = [signature | {"protected": wrong[spelling]}]
    assert code_of(pair, entry) == "record_sig"


def test_n61_a_signature_of_one_kind_does_not_serve_another(pair: Pair) -> None:
    entry = sealed(pair)
    signer = pair.theirs.signer(Use.RECORD)
    for typ in (Typ.RECEIPT, Typ.CHECKPOINT, Typ.KEYS):
        pasted = sign(canonical(entry["record"]), typ, signer)
        assert code_of(pair, entry | {"signatures": [pasted]}) == "record_sig"
    checkpoint = pair.theirs.signer(Use.CHECKPOINT)
    pasted = sign(canonical(entry["record"]), Typ.RECORD, checkpoint)
    assert code_of(pair, entry | {"signatures": [pasted]}) == "record_sig"
    head = seal({"type": "checkpoint"}, Typ.CHECKPOINT, [checkpoint])
    with pytest.raises(ReceiptRefused):
        read_receipt(head, "CN-36", pair.book, NOW)


@pytest.mark.parametrize(
    "change", [{"origin": "CN-34"}, {"origin": "CN-42"}, {"via": "CN-36"}, {"via": "CN-34"}]
)
def test_n62_only_its_origin_signs_a_record(pair: Pair, change: dict[str, Any]) -> None:
    assert code_of(pair, sealed(pair, a_record(**change))) == "record_origin"


def test_n62_a_partner_may_pass_on_what_it_was_allowed_to_but_never_sign_it(pair: Pair) -> None:
    passed = a_record(origin="CN-42", via="CN-36")
    allowed = {"passes_on": frozenset({"CN-42"})}
    assert code_of(pair, sealed(pair, passed), **allowed) == "record_origin"
    assert code_of(pair, sealed(pair, passed, pair.ours), **allowed) is None
    assert code_of(pair, sealed(pair, passed, pair.ours)) == "record_origin"


def test_n63_a_record_is_judged_by_its_key_at_the_attested_time(pair: Pair) -> None:
    kid, hour = pair.theirs.keyid(Use.RECORD), timedelta(hours=1)
    before = pair.with_book(pair.book.revoke(kid, "wang", NOW - hour))
    assert judged(before, sealed(pair)).code == "record_key"
    after = pair.with_book(pair.book.revoke(kid, "wang", NOW + hour))
    assert judged(after, sealed(pair)).flags == {"key_revoked_later"}
    stolen = pair.with_book(pair.book.compromised(kid, "wang", NOW + hour, NOW - hour))
    assert judged(stolen, sealed(pair)).code == "record_key"
    later = pair.with_book(pair.book.compromised(kid, "wang", NOW + hour, NOW + hour))
    assert judged(later, sealed(pair)).flags == {"key_compromised_later"}


def test_n63_a_record_of_2026_stays_believed_when_its_key_has_long_expired(pair: Pair) -> None:
    assert judged(pair, sealed(pair), NOW).code is None
    in_2036 = datetime(2036, 11, 21, tzinfo=UTC)
    assert judged(pair, sealed(pair), in_2036).code == "record_key"


def known(pair: Pair, *versions: int, **changes: Any) -> dict[int, Known]:
    found = {}
    for version in versions:
        signed = a_signed_record(pair, chained(pair, version))
        found[version] = Known(signed.digest, State.ACTIVE)._replace(**changes)
    return found


def chained(pair: Pair, version: int) -> Any:
    """A version of the base record that continues the one before it."""
    if version == 1:
        return a_record()
    before = a_signed_record(pair, chained(pair, version - 1))
    return a_record(version=version, prev=before.digest)


def step(pair: Pair, record: Any, stored: dict[int, Known]) -> Step:
    return step_for(record, a_signed_record(pair, record).digest, stored)


def test_n64_another_record_of_the_same_version_is_a_conflict(pair: Pair) -> None:
    stored = known(pair, 1)
    assert step(pair, a_record(), stored) == Step.DUPLICATE
    assert step(pair, a_record(business_no="another"), stored) == Step.VERSION_CONFLICT


def test_n65_a_version_that_comes_too_early_waits_and_is_applied_then(pair: Pair) -> None:
    assert step(pair, chained(pair, 2), {}) == Step.PENDING_GAP
    assert step(pair, chained(pair, 1), known(pair, 2, applied=False)) == Step.APPLY
    assert step(pair, chained(pair, 2), known(pair, 1)) == Step.APPLY
    waiting = known(pair, 1) | known(pair, 2, applied=False)
    assert step(pair, chained(pair, 3), waiting) == Step.PENDING_GAP


def test_n66_a_version_that_names_another_before_it_breaks_the_chain(pair: Pair) -> None:
    record = a_record(version=2, prev="sha256:" + "0" * 64)
    assert step(pair, record, known(pair, 1)) == Step.CHAIN_BROKEN


@pytest.mark.parametrize("change", [{"version": 2}, {"prev": "sha256:" + "0" * 64}])
def test_n66_the_first_version_has_none_before_it_and_the_others_have(
    pair: Pair, change: dict[str, Any]
) -> None:
    entry = sealed(pair)
    entry["record"] |= change
    assert code_of(pair, entry) == "record_envelope"


def test_n67_a_member_of_a_later_minor_version_is_kept_bit_by_bit(pair: Pair) -> None:
    record = a_record(schema="transfer_manifest/1.9", body={"newer": {"z": [1, "二"], "a": None}})
    signed = a_signed_record(pair, record)
    assert signed.record.body == record.body
    assert canonical(signed.record.document()) == signed.content
    assert schema_parts(record.schema) == ("transfer_manifest", 1, 9)


@pytest.mark.parametrize(
    ("issued_at", "flag"),
    [
        (NOW + timedelta(days=1), "issued_in_future"),
        (datetime(1970, 1, 1, tzinfo=UTC), "issued_long_ago"),
    ],
)
def test_n68_a_strange_time_is_flagged(pair: Pair, issued_at: datetime, flag: str) -> None:
    assert judged(pair, sealed(pair, a_record(issued_at=issued_at))).flags == {flag}


def test_n68_a_time_without_offset_is_no_time(pair: Pair) -> None:
    entry = sealed(pair)
    entry["record"]["issued_at"] = "2026-11-21T17:37:44"
    assert code_of(pair, entry) == "record_envelope"


def test_n69_a_cancelled_record_takes_no_further_version(pair: Pair) -> None:
    stored = known(pair, 1, state=State.CANCELLED)
    assert step(pair, chained(pair, 2), stored) == Step.STATE_FINAL


def test_n93_a_poisoned_record_is_named_and_the_others_are_read(pair: Pair) -> None:
    poisoned = sealed(pair)
    poisoned["record"] = poisoned["record"] | {"version": 0, "surplus": 1}
    del poisoned["record"]["state"]
    with pytest.raises(RecordRefused) as refusal:
        read_record(poisoned, "/records/7")
    assert {fault.pointer for fault in refusal.value.faults} == {
        "/records/7/record/version",
        "/records/7/record/surplus",
        "/records/7/record/state",
    }
    key, digest = named_anyhow(poisoned)
    assert key == ("CN-36", RECORD_ID, 0)
    assert digest.startswith("sha256:")


def test_two_signatures_by_one_key_are_one_too_many(pair: Pair) -> None:
    entry = sealed(pair)
    entry["signatures"] = entry["signatures"] * 2
    assert code_of(pair, entry) == "record_sig"


def test_a_signature_by_a_stranger_s_key_of_the_same_name_does_not_fit(pair: Pair) -> None:
    impostor = SoftwareSigner(pair.theirs.keyid(Use.RECORD), new_private_key(pair.algorithm))
    entry = sealed(pair)
    entry["signatures"] = [sign(canonical(entry["record"]), Typ.RECORD, impostor)]
    assert code_of(pair, entry) == "record_sig"
