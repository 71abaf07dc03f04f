"""Which of the negative cases N01 to N96 stands where, and what is still waited for?

The numbers are those of the protocol's list of negative cases. ``stands``: files with a test named
after the number. ``waits``: what of the case needs a database, a server or a later feature; empty
when nothing is missing. A test holds this list and the tests together.
"""

from __future__ import annotations

from typing import NamedTuple

_HERE = "tests/conformance/exchange/"
REQUESTS, DOCUMENTS = _HERE + "test_requests.py", _HERE + "test_documents.py"
RECORDS, ANSWERS = _HERE + "test_records.py", _HERE + "test_answers.py"
HOUSE = _HERE + "test_house.py"
ATTEMPTS = "tests/unit/interop/delivery/test_attempts.py"
LINES = "tests/unit/interop/records/test_lines.py"

STORE = "store"  # needs inbox, outbox, nonces or the sequencer
SERVER = "server"  # needs the HTTP endpoints or the client
SM2 = "sm2"  # SM2 is not there yet
TIMESTAMPS = "timestamps"  # time-stamp authorities are not asked yet


class Case(NamedTuple):
    """``number`` of the list; see above."""

    number: int
    stands: tuple[str, ...]
    waits: tuple[str, ...] = ()


CASES: tuple[Case, ...] = (
    *(Case(number, (REQUESTS,)) for number in range(1, 19)),
    *(Case(number, (), (STORE,)) for number in range(19, 23)),
    Case(23, (REQUESTS,)),
    Case(24, (REQUESTS,)),
    Case(25, (REQUESTS,)),
    Case(26, (REQUESTS,), (SM2,)),
    Case(27, (REQUESTS,), (SM2,)),  # all of Wycheproof's: test_wycheproof.py
    Case(28, (REQUESTS,), (SM2,)),
    Case(29, (REQUESTS,), (SM2,)),
    *(Case(number, (REQUESTS,)) for number in range(30, 33)),
    *(Case(number, (REQUESTS,), (SERVER,)) for number in range(33, 36)),
    *(Case(number, (REQUESTS,)) for number in range(36, 41)),
    Case(41, (REQUESTS,), (SERVER,)),
    Case(42, (), (SERVER,)),
    Case(43, (REQUESTS,)),
    *(Case(number, (DOCUMENTS,)) for number in range(44, 52)),
    Case(52, (REQUESTS, DOCUMENTS)),
    Case(53, (), (STORE,)),
    Case(54, (ANSWERS,), (STORE,)),
    Case(55, (), (STORE,)),
    Case(56, (), (STORE,)),
    *(Case(number, (RECORDS,)) for number in range(57, 63)),
    Case(63, (RECORDS,), (TIMESTAMPS,)),
    *(Case(number, (RECORDS,), (STORE,)) for number in range(64, 70)),
    Case(70, (ANSWERS,), (STORE,)),
    Case(71, (ANSWERS,)),
    Case(72, (ANSWERS,)),
    Case(73, (ANSWERS,), (STORE,)),
    Case(74, (ANSWERS,), (SERVER,)),
    *(Case(number, (), (SERVER,)) for number in range(75, 78)),
    Case(78, (ATTEMPTS,), (SERVER,)),
    Case(79, (ANSWERS,), (STORE,)),
    Case(80, (), (SERVER,)),
    *(Case(number, (), (STORE,)) for number in range(81, 88)),
    Case(88, (LINES,), (STORE,)),
    Case(89, (ANSWERS,), (STORE,)),
    Case(90, (), (TIMESTAMPS,)),
    Case(91, (ANSWERS,), (STORE,)),
    Case(92, (), (STORE,)),
    Case(93, (RECORDS,), (STORE,)),
    Case(94, (HOUSE,), (SERVER,)),
    Case(95, (REQUESTS,)),
    Case(96, (HOUSE,)),
)
