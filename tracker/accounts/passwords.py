"""How is a password kept and compared? As argon2id (RFC 9106), at the same cost for everybody."""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from secrets import token_bytes
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

#: Each hash takes 64 MiB and some tenths of a second; more at once would only wait for each other.
AT_ONCE = 2


class Passwords:
    """Hashes and compares passwords, ``at_once`` at a time in this process.

    The parameters are argon2's: passes, memory in KiB, lanes. They stand in every hash, so they may
    be raised at any time: ``needs_rehash`` finds the hashes of before.
    """

    def __init__(
        self,
        *,
        time_cost: int = RFC_9106_LOW_MEMORY.time_cost,
        memory_kib: int = RFC_9106_LOW_MEMORY.memory_cost,
        lanes: int = RFC_9106_LOW_MEMORY.parallelism,
        at_once: int = AT_ONCE,
    ) -> None:
        self._hasher = PasswordHasher(
            time_cost=time_cost, memory_cost=memory_kib, parallelism=lanes
        )
        self._turn = BoundedSemaphore(at_once)
        self._nobodys_hash = _random_hash(self._hasher)

    def hash(self, password: str) -> str:
        """What is kept of a password: algorithm, parameters, salt and digest in one text."""
        with self._turn:
            return self._hasher.hash(_normal(password))

    def verify(self, password: str, kept: str | None) -> bool:
        """Whether a password is the one that was kept.

        Where nothing was kept (no such login, or a login without a password) the answer is False,
        and it costs as much: how long it takes must not tell who has an account.
        """
        with self._turn:
            try:
                return self._hasher.verify(kept or self._nobodys_hash, _normal(password))
            except (VerificationError, InvalidHashError):
                return False

    def needs_rehash(self, kept: str) -> bool:
        """Whether a hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(kept)


def _normal(password: str) -> bytes:
    # The same keys must give the same bytes on every keyboard and input method (NIST SP 800-63B,
    # memorized secret verifiers). A lone surrogate is no text, but no reason to fail either.
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def _random_hash(hasher: PasswordHasher) -> str:
    """A well-formed hash of no known password, made without the cost of hashing."""
    salt, digest = (
        b64encode(token_bytes(length)).rstrip(b"=").decode()
        for length in (hasher.salt_len, hasher.hash_len)
    )
    parameters = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${parameters}${salt}${digest}"


#: The ones of this process; tests bring cheaper ones.
PASSWORDS = Passwords()


def hash_password(password: str) -> str:
    """What is kept of a password, made by the ones of this process."""
    return PASSWORDS.hash(password)
