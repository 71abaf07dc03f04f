"""The exchange with a partner: keys, inbox, outbox, receipts, log."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

from tracker.store.grants import grant

revision = "0008_exchange"
down_revision = "0007_provenance"
branch_labels = None
depends_on = None

_TYPES: dict[str, TypeEngine[Any]] = {
    "key": sa.BigInteger(),
    "big": sa.BigInteger(),
    "whole": sa.Integer(),
    "small": sa.SmallInteger(),
    "text": sa.Text(),
    "texts": postgresql.ARRAY(sa.Text()),
    "bytes": sa.LargeBinary(),
    "flag": sa.Boolean(),
    "json": postgresql.JSONB(astext_type=sa.Text()),
    "day": sa.Date(),
    "moment": sa.DateTime(timezone=True),
    "written": sa.DateTime(timezone=True),
}

#: table -> columns of its primary key, columns as name:type (with ``?`` where it may be NULL).
_TABLES: dict[str, tuple[str, str]] = {
    "exchange_partner": (
        "authority province",
        "authority:text province:small base_url:text networks:text? required:texts"
        " passes_on:texts active:flag halted:text? seq:big prev:text? failures:whole"
        " paused_until:moment? drift_ms:big? last_receipt_at:moment? reconciled_at:moment?"
        " version:big recorded_at:written",
    ),
    "exchange_key": (
        "keyid province",
        "keyid:text province:small algorithm:text public:bytes not_before:moment"
        " not_after:moment recorded_at:written",
    ),
    "exchange_key_event": (
        "id",
        "id:key province:small keyid:text what:text by:text at:moment since:moment",
    ),
    "exchange_record": (
        "id",
        "id:key province:small origin:text record_id:text version:whole digest:text"
        " schema:text business_no:text state:text issued_at:moment day:day entry:bytes",
    ),
    "exchange_thing": (
        "origin record_id province",
        "origin:text record_id:text province:small noun:text business_no:text version:whole"
        " digest:text state:text body:json applied_at:moment",
    ),
    "exchange_message": (
        "partner seq province",
        "partner:text seq:big province:small message_id:text digest:text body:bytes"
        " created_at:moment state:small attempts:whole next_at:moment token:big problem:text?"
        " delivered_at:moment?",
    ),
    "exchange_delivery": (
        "partner record province",
        "partner:text record:big province:small day:day seq:big? state:small code:text?",
    ),
    "exchange_receipt": (
        "id",
        "id:key province:small partner:text message_id:text digest:text content:bytes"
        " log_size:big log_root:text recorded_at:written",
    ),
    "exchange_inbox": (
        "partner message_id province",
        "partner:text message_id:text province:small seq:big digest:text body:bytes"
        " received_at:moment receipt:bytes",
    ),
    "exchange_arrival": (
        "record province",
        "record:big province:small partner:text message_id:text day:day place:big?"
        " state:small code:text? flags:texts received_at:moment",
    ),
    "exchange_nonce": (
        "keyid nonce province",
        "keyid:text nonce:text province:small until:moment",
    ),
    "exchange_log": (
        "partner province",
        "partner:text province:small size:big high_seq:big",
    ),
    "exchange_node": (
        "partner level place province",
        "partner:text level:small place:big province:small hash:bytes",
    ),
    "exchange_head": (
        "id",
        "id:key province:small keeper:text partner:text size:big root:text content:bytes"
        " recorded_at:written",
    ),
    "exchange_day": (
        "partner day sent province",
        "partner:text day:day sent:flag province:small ours:whole theirs:whole agreed:flag"
        " compared_at:moment",
    ),
    "exchange_parked": (
        "id",
        "id:key province:small partner:text kind:text subject:text reference:big code:text"
        " parked_at:moment decided_at:moment? decided_by:text? decision:text?",
    ),
    "exchange_incident": (
        "id",
        "id:key province:small partner:text code:text detail:json at:moment",
    ),
    "exchange_disclosure": (
        "id",
        "id:key province:small partner:text question:text subject:text told:texts at:moment",
    ),
}

_INDEXES: tuple[tuple[str, str, str, bool, str | None], ...] = (
    ("ix_exchange_key_event_keyid", "exchange_key_event", "keyid", False, None),
    (
        "uq_exchange_record_key",
        "exchange_record",
        "origin record_id version digest province",
        True,
        None,
    ),
    ("ix_exchange_thing_noun_business_no", "exchange_thing", "noun business_no", False, None),
    ("ix_exchange_message_due", "exchange_message", "partner next_at seq", False, "state = 1"),
    ("uq_exchange_message_id", "exchange_message", "message_id province", True, None),
    ("ix_exchange_delivery_partner_day", "exchange_delivery", "partner day", False, None),
    ("ix_exchange_delivery_partner_seq", "exchange_delivery", "partner seq", False, None),
    ("ix_exchange_delivery_waiting", "exchange_delivery", "partner record", False, "seq IS NULL"),
    ("uq_exchange_receipt", "exchange_receipt", "message_id digest province", True, None),
    ("uq_exchange_inbox_seq", "exchange_inbox", "partner seq province", True, None),
    ("ix_exchange_arrival_partner_day", "exchange_arrival", "partner day", False, None),
    ("ix_exchange_arrival_waiting", "exchange_arrival", "record", False, "state = 1"),
    ("ix_exchange_nonce_until", "exchange_nonce", "until", False, None),
    ("ix_exchange_head_keeper_partner_size", "exchange_head", "keeper partner size", False, None),
    ("ix_exchange_parked_open", "exchange_parked", "partner id", False, "decision IS NULL"),
    ("ix_exchange_incident_partner_id", "exchange_incident", "partner id", False, None),
    ("ix_exchange_disclosure_partner_id", "exchange_disclosure", "partner id", False, None),
)

#: What the exchange has to tell; found among very many duties that are none of its.
_OWED = (
    "done_at IS NULL AND (topic LIKE 'organisation.%' OR topic LIKE 'site.%'"
    " OR topic LIKE 'licence.%' OR topic LIKE 'manifest.%' OR topic LIKE 'approval.%')"
)
_CHANGEABLE = ("arrival", "day", "delivery", "log", "message", "parked", "partner", "thing")
_PASSING = ("nonce",)


def _column(said: str) -> sa.Column[object]:
    name, _, word = said.partition(":")
    kind = word.removesuffix("?")
    extra: list[sa.Identity] = [sa.Identity(cache=100)] if kind == "key" else []
    default = sa.func.now() if kind == "written" else None
    return sa.Column(
        name, _TYPES[kind], *extra, nullable=word.endswith("?"), server_default=default
    )


def _rights(table: str) -> str:
    name = table.removeprefix("exchange_")
    if name in _PASSING:
        return "SELECT, INSERT, UPDATE, DELETE"
    return "SELECT, INSERT, UPDATE" if name in _CHANGEABLE else "SELECT, INSERT"


def upgrade() -> None:
    for table, (key, columns) in _TABLES.items():
        op.create_table(
            table,
            *map(_column, columns.split()),
            sa.PrimaryKeyConstraint(*key.split(), name=f"pk_{table}"),
        )
    for name, table, columns, unique, where in _INDEXES:
        op.create_index(
            name,
            table,
            columns.split(),
            unique=unique,
            postgresql_where=None if where is None else sa.text(where),
        )
    op.create_index("ix_duty_exchange", "duty", ["id"], postgresql_where=sa.text(_OWED))
    grant(op.get_bind(), {table: _rights(table) for table in _TABLES})
