"""What do signatures cost beside the work they go with, and beside bare cryptography?

A record is one manifest, hence one truck; a message holds 200. Days are summed in the database.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import psycopg
from sqlalchemy import text

from benchmarks.bench import Bench
from benchmarks.clients import Scanner
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.rounds import interleaved, ratios, spread
from interop.algorithms.signer import SoftwareSigner, new_private_key
from interop.algorithms.suites import fits
from interop.checkpoints.tree import Frontier
from interop.keys.book import KeyBook
from interop.keys.fingerprint import fingerprint
from interop.keys.key import Key
from interop.records.envelope import Record, read_record, seal_record
from interop.records.lines import line_of
from interop.records.message import Message, read_message
from interop.records.verdict import Policy, verdict_on
from interop.signing.requests import Receiver, sign_request, verify_request
from interop.signing.wire import HttpRequest
from interop.store.days import SqlDays
from tracker.store.engine import app_engine
from tracker.store.sessions import sessions_of

_US, _THEM, _HOST = "CN-42", "CN-36", "exchange.example"
_RECORDS = 200
_DAYS = 365
_FILL = """
INSERT INTO exchange_record (id, province, origin, record_id, version, digest, schema,
                             business_no, state, issued_at, day, entry) OVERRIDING SYSTEM VALUE
SELECT -n, 42, 'CN-42', md5(n::text)::uuid::text, 1,
       'sha256:' || encode(sha256(n::text::bytea), 'hex'), 'site/1.0', n::text, 'active',
       '2026-01-01Z', date '2026-01-01' + (n %% 365)::int, ''
FROM generate_series(1, %s) AS n;
"""
_OWE = """
INSERT INTO exchange_delivery (partner, record, province, day, seq, state, code)
SELECT 'CN-36', id, 42, day, 1, 2, NULL FROM exchange_record WHERE id < 0;
"""


def measure(bench: Bench) -> list[Figure]:
    """Signing beside a truck's post, verifying beside bare signatures, a year's days."""
    signing, verifying, days = goals_of("exchange")
    signers, book = _keys()
    message = _message(signers["r"], _RECORDS)
    now = datetime.now(UTC)
    nonce = secrets.token_urlsafe(18)
    request = HttpRequest("POST", "/interop/v1/messages", (), message.body())
    sent = sign_request(request, _HOST, signers["t"], now, nonce, message.message_id)
    receiver = Receiver(_HOST, book, frozenset({_THEM}))

    def verify() -> float:
        start = time.perf_counter()
        verify_request(sent, receiver, now)
        for place, entry in enumerate(read_message(sent.body).records):
            verdict = verdict_on(read_record(entry, f"/{place}"), Policy(_THEM), book, now)
            if verdict.code is not None:
                raise RuntimeError(verdict.code)
        return time.perf_counter() - start

    public, data = signers["r"].public, b"x" * 600
    signature = signers["r"].sign(data)

    def bare() -> float:
        start = time.perf_counter()
        for _ in range(_RECORDS + 1):
            fits("Ed25519", public, signature, data)
        return time.perf_counter() - start

    sizes = bench.sizes
    scanner = Scanner(bench.address, bench.people.stations[0], bench.stock.ours[0], sizes.codes)

    def post() -> float:
        bodies = scanner.bodies(sizes.posts)
        scanner.client.connect()
        return sum(scanner.client.post(body) for body in bodies)

    def sign() -> float:
        start = time.perf_counter()
        frontier = Frontier()
        for number in range(sizes.posts):
            signed = read_record(seal_record(_record(number), [signers["r"]]))
            frontier, _ = frontier.append(line_of(signed.record.key, signed.digest))
        return time.perf_counter() - start

    lanes = {"verify": verify, "bare": bare, "post": post, "sign": sign}
    rounds = interleaved(lanes, sizes.rounds)
    scanner.client.close()
    a, b, c, d = (1_000 * spread(rounds[lane]).middle for lane in lanes)
    return [
        Figure(
            signing,
            ratios(rounds["sign"], rounds["post"]),
            f"{d / sizes.posts:.2f} of {c / sizes.posts:.2f} ms",
        ),
        Figure(verifying, ratios(rounds["verify"], rounds["bare"]), f"{a:.1f} against {b:.1f} ms"),
        Figure(days, spread(_days(bench)), f"{sizes.batteries:,} records, {_DAYS} days"),
    ]


def _days(bench: Bench) -> Sequence[float]:
    """Seconds to sum up every day of a year in the database."""
    with psycopg.connect(bench.dsn) as connection:
        connection.execute(_FILL, (bench.sizes.batteries,))
        connection.execute(_OWE)
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE exchange_record")
        connection.execute("VACUUM ANALYZE exchange_delivery")
    engine = app_engine(bench.url, 1)
    found = []
    for _ in range(bench.sizes.rounds):
        with sessions_of(engine)() as session:
            session.execute(text("SELECT 1"))
            start = time.perf_counter()
            first = datetime(2026, 1, 1, tzinfo=UTC).date()
            SqlDays(session, 42).sent(_THEM, first, first + timedelta(days=_DAYS))
            found.append(time.perf_counter() - start)
    engine.dispose()
    return found


def _keys() -> tuple[dict[str, SoftwareSigner], KeyBook]:
    signers, book, start = {}, KeyBook(), datetime.now(UTC) - timedelta(days=1)
    for use in "tr":
        keyid = f"{_THEM}:{use}-2026a"
        signer = signers[use] = SoftwareSigner(keyid, new_private_key("Ed25519"))
        key = Key(keyid, "Ed25519", signer.public, start, start + timedelta(days=300))
        book = book.enrol(key, "lin", start)
        for person in ("wang", "zhao"):
            book = book.approve(keyid, person, start, fingerprint(key))
    return signers, book


def _record(number: int) -> Record:
    """About 900 bytes: a manifest with two rows."""
    row = {"waste": "900-052-31", "name": "废铅蓄电池", "mass_g": 12_800_500, "pieces": 1_000}
    return Record(
        origin=_THEM,
        id=f"0199b0f2-0000-7000-8000-{number:012d}",
        version=1,
        prev=None,
        schema="transfer_manifest/1.0",
        business_no=f"PM36202600{number:06d}",
        issued_at=datetime.now(UTC),
        body={"number": str(number), "state": "in_transit", "rows": [row, row], "pieces": 2_000},
    )


def _message(signer: SoftwareSigner, count: int) -> Message:
    entries = [seal_record(_record(number), [signer]) for number in range(count)]
    id_ = "0199b0f2-0000-7000-8000-000000000001"
    return Message(id_, _THEM, _US, 1, None, datetime.now(UTC), entries)
