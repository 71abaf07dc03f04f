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
TIMES, KEYS = _HERE + "test_request_times.py", _HERE + "test_request_keys.py"
BYTES = _HERE + "test_request_bytes.py"
ATTEMPTS = "tests/unit/interop/delivery/test_attempts.py"
LINES = "tests/unit/interop/records/test_lines.py"
_WORK = "tests/integration/interop/exchange/"
INBOX, LINK = _WORK + "test_inbox.py", _WORK + "test_link.py"
CLIENT, DOOR = _WORK + "test_client.py", _WORK + "test_door.py"
TLS = _WORK + "test_tls.py"
CAME, FEED = _WORK + "test_inbox_records.py", _WORK + "test_feed.py"

SM2 = "sm2"  # SM2 is not there yet
TIMESTAMPS = "timestamps"  # time-stamp authorities are not asked yet


class Case(NamedTuple):
    """``number`` of the list; see above."""

    number: int
    stands: tuple[str, ...]
    waits: tuple[str, ...] = ()


CASES: tuple[Case, ...] = (
    *(Case(number, (REQUESTS,)) for number in range(1, 15)),
    Case(15, (KEYS,)),
    *(Case(number, (TIMES,)) for number in range(16, 19)),
    *(Case(number, (INBOX,)) for number in range(19, 23)),
    Case(23, (TIMES, INBOX)),
    Case(24, (KEYS,)),
    Case(25, (KEYS,)),
    Case(26, (KEYS,), (SM2,)),
    Case(27, (KEYS,), (SM2,)),  # all of Wycheproof's: test_wycheproof.py
    Case(28, (KEYS,), (SM2,)),
    Case(29, (KEYS,), (SM2,)),
    *(Case(number, (BYTES,)) for number in range(30, 33)),
    Case(33, (BYTES, DOOR)),
    Case(34, (BYTES,)),
    Case(35, (BYTES, DOOR)),
    Case(36, (BYTES,)),
    Case(37, (BYTES, DOOR)),
    *(Case(number, (BYTES,)) for number in range(38, 41)),
    Case(41, (BYTES, DOOR)),
    Case(42, (CLIENT,)),
    Case(43, (REQUESTS,)),
    *(Case(number, (DOCUMENTS,)) for number in range(44, 52)),
    Case(52, (BYTES, DOCUMENTS)),
    Case(53, (INBOX,)),
    Case(54, (ANSWERS, INBOX)),
    Case(55, (CLIENT,)),
    Case(56, (INBOX,)),
    *(Case(number, (RECORDS,)) for number in range(57, 63)),
    Case(63, (RECORDS, LINK), (TIMESTAMPS,)),
    *(Case(number, (RECORDS, CAME)) for number in range(64, 70)),
    Case(70, (ANSWERS, LINK)),
    Case(71, (ANSWERS,)),
    Case(72, (ANSWERS,)),
    Case(73, (ANSWERS, LINK)),
    Case(74, (ANSWERS, CLIENT)),
    Case(75, (LINK,)),
    Case(76, (CLIENT,)),
    Case(77, (TLS,)),
    Case(78, (ATTEMPTS, CLIENT)),
    Case(79, (ANSWERS, LINK)),
    Case(80, (LINK, CLIENT)),
    *(Case(number, (LINK,)) for number in range(81, 84)),
    Case(84, (LINK, FEED)),
    Case(85, (LINK,)),
    *(Case(number, (FEED,)) for number in range(86, 88)),
    Case(88, (LINES, LINK, FEED)),
    Case(89, (ANSWERS, CLIENT)),
    Case(90, (), (TIMESTAMPS,)),
    Case(91, (ANSWERS, LINK)),
    Case(92, (CLIENT,)),
    Case(93, (RECORDS, CAME)),
    Case(94, (HOUSE, DOOR)),
    Case(95, (KEYS,)),
    Case(96, (HOUSE,)),
)
