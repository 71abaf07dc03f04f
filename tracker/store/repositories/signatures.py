"""Public keys of organisations and signatures on manifests; the frames that are signed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text

from tracker.domain.sight import Sight
from tracker.domain.signing import Frame, FrameSignature, SigningKey
from tracker.store.arrays import IDS, ids
from tracker.store.driver import Driver
from tracker.store.manifest_codes import LOAD_DIFFERENCE, MANIFEST_STEP

_ADD = text(
    "INSERT INTO signing_key (province, organisation_id, actor_id, registered_at, fingerprint,"
    " public_key, label) VALUES (:province, :organisation, :actor, :at, :fingerprint, :key, :label)"
    " ON CONFLICT DO NOTHING RETURNING id"
)
_KEY = (
    "k.id, k.organisation_id, o.code, k.public_key, k.fingerprint, k.label, k.registered_at,"
    " k.revoked_at"
)
_KEYS = text(
    f"SELECT {_KEY} FROM signing_key k JOIN organisation o ON o.id = k.organisation_id"
    " WHERE k.organisation_id = :own OR o.division LIKE :division ORDER BY k.id"
)
_ONE = text(
    f"SELECT {_KEY} FROM signing_key k JOIN organisation o ON o.id = k.organisation_id"
    " WHERE k.organisation_id = :organisation AND k.fingerprint = :fingerprint FOR UPDATE OF k"
)
_REVOKE = text("UPDATE signing_key SET revoked_at = :at, revoked_by = :actor WHERE id = :id")
_FRAMES = text(
    "SELECT c.number, c.step, c.organisation_id, o.code, coalesce(a.name, o.name) AS actor,"
    " c.happened_at, c.recorded_at, c.event_id, c.said FROM manifest_confirmation c"
    " LEFT JOIN account a ON a.id = c.actor_id JOIN organisation o ON o.id = c.organisation_id"
    " WHERE c.manifest_id = :manifest AND c.province = :province"
    f" AND c.number = ANY({IDS.format('numbers')})"
)
_DIFFERENCES = text(
    "SELECT number, kind, row, code, reason FROM manifest_difference"
    " WHERE manifest_id = :manifest AND province = :province"
    f" AND number = ANY({IDS.format('numbers')}) ORDER BY number, line"
)
_SIGNED = (
    f"SELECT s.number, s.frame, s.signature, s.added_at, a.name AS actor, {_KEY}"
    " FROM manifest_signature s JOIN signing_key k ON k.id = s.key_id"
    " JOIN organisation o ON o.id = k.organisation_id LEFT JOIN account a ON a.id = s.actor_id"
    " WHERE s.manifest_id = :manifest AND s.province = :province{more} ORDER BY s.number, s.key_id"
)
_OF_FRAME = text(_SIGNED.format(more=" AND s.number = :number"))
_OF_MANIFEST = text(_SIGNED.format(more=""))
_SIGN = text(
    "INSERT INTO manifest_signature (manifest_id, key_id, actor_id, added_at, number, province,"
    " digest, signature, frame) VALUES (:manifest, :key, :actor, :at, :number, :province, :digest,"
    " :signature, :frame) ON CONFLICT DO NOTHING"
)


class SqlSignatures:
    """See ``tracker.usecases.signature_ports.Signatures``."""

    def __init__(self, driver: Driver, province: int) -> None:
        self._driver = driver
        self._province = province

    def add_key(self, key: SigningKey, actor: int) -> int | None:
        given = {
            "province": self._province,
            "organisation": key.organisation,
            "actor": actor,
            "at": key.registered_at,
            "fingerprint": key.fingerprint,
            "key": key.public_key,
            "label": key.label,
        }
        row = self._driver.run(_ADD, given).fetchone()
        return None if row is None else int(row.id)

    def keys(self, sight: Sight) -> list[SigningKey]:
        division = "" if sight.division is None else f"{sight.division}%"
        given = {"own": sight.organisation, "division": division}
        return [_key(row) for row in self._driver.run(_KEYS, given).fetchall()]

    def key_with(self, organisation: int, fingerprint: str) -> SigningKey | None:
        given = {"organisation": organisation, "fingerprint": fingerprint}
        row = self._driver.run(_ONE, given).fetchone()
        return None if row is None else _key(row)

    def revoke(self, key: int, actor: int, at: datetime) -> None:
        self._driver.run(_REVOKE, {"id": key, "actor": actor, "at": at})

    def frames(self, manifest: int, numbers: Collection[int]) -> dict[int, Frame]:
        given = self._given(manifest, numbers=ids(numbers))
        differences: dict[int, list[dict[str, object]]] = {}
        for one in self._driver.run(_DIFFERENCES, given).fetchall():
            told = {
                "kind": LOAD_DIFFERENCE.word[one.kind].value,
                "row": one.row,
                "code": one.code,
                "reason": one.reason,
            }
            differences.setdefault(one.number, []).append(told)
        return {
            row.number: Frame(
                number=row.number,
                step=MANIFEST_STEP.word[row.step].value,
                organisation=row.organisation_id,
                organisation_code=row.code,
                actor=row.actor,
                happened_at=row.happened_at,
                recorded_at=row.recorded_at,
                event=row.event_id,
                said=row.said,
                differences=differences.get(row.number, []),
            )
            for row in self._driver.run(_FRAMES, given).fetchall()
        }

    def of_frame(self, manifest: int, number: int) -> list[FrameSignature]:
        given = self._given(manifest, number=number)
        return [_signed(row) for row in self._driver.run(_OF_FRAME, given).fetchall()]

    def of_manifest(self, manifest: int) -> Mapping[int, Sequence[FrameSignature]]:
        found: dict[int, list[FrameSignature]] = {}
        for row in self._driver.run(_OF_MANIFEST, self._given(manifest)).fetchall():
            found.setdefault(row.number, []).append(_signed(row))
        return found

    def sign(
        self, manifest: int, number: int, signed: FrameSignature, digest: str, actor: int
    ) -> bool:
        given = self._given(
            manifest,
            number=number,
            key=signed.key.id,
            actor=actor,
            at=signed.added_at,
            digest=digest,
            signature=signed.signature,
            frame=signed.frame,
        )
        return self._driver.run(_SIGN, given).rowcount == 1

    def _given(self, manifest: int, **more: object) -> dict[str, object]:
        return {"manifest": manifest, "province": self._province, **more}


def _key(row: Any) -> SigningKey:
    return SigningKey(
        id=row.id,
        organisation=row.organisation_id,
        organisation_code=row.code,
        public_key=bytes(row.public_key),
        fingerprint=row.fingerprint,
        label=row.label,
        registered_at=row.registered_at,
        revoked_at=row.revoked_at,
    )


def _signed(row: Any) -> FrameSignature:
    return FrameSignature(
        key=_key(row),
        frame=bytes(row.frame),
        signature=bytes(row.signature),
        added_at=row.added_at,
        actor=row.actor or "",
    )
