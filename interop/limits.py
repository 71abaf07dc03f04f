"""How much may travel, how long may it take, how far may clocks differ: pv-interop/1 in numbers.

Both sides must know them; ``/interop/v1/time`` tells them to the partner.
"""

from __future__ import annotations

from datetime import timedelta

# the HTTP message
MOST_BODY_BYTES = 1024 * 1024
MOST_HEADERS = 64
MOST_HEADER_BYTES = 32 * 1024
#: Describing a signature of ours takes 250 bytes; what takes eight times that is none of ours.
MOST_SIGNATURE_FIELD_BYTES = 2 * 1024

# the record
MOST_RECORDS = 200
MOST_RECORD_BYTES = 64 * 1024
MOST_DEPTH = 16
MOST_STRING = 4_096
MOST_ARRAY = 10_000
#: JSON numbers are exact up to here everywhere (RFC 7493, 2.2).
MOST_INTEGER = 2**53 - 1
MOST_ATTACHMENT_BYTES = 20 * 1024 * 1024

# time
CLOCK_SKEW = timedelta(seconds=60)
SIGNATURE_LIFE = timedelta(seconds=300)
#: A nonce is remembered so long after its signature has expired.
NONCE_KEPT = timedelta(seconds=120)

# nonce: at least 128 bits as base64url
LEAST_NONCE, MOST_NONCE = 22, 64
