"""Manifests: the loads on the road, their rows, carriers and confirmations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tracker.store.grants import grant

revision = "0004_manifests"
down_revision = "0003_rollups"
branch_labels = None
depends_on = None

GRANTS = {
    "manifest": "SELECT, INSERT, UPDATE",
    "manifest_row": "SELECT, INSERT, UPDATE",
    "manifest_party": "SELECT, INSERT",
    "manifest_number": "SELECT, INSERT",
    "manifest_confirmation": "SELECT, INSERT",
    "manifest_difference": "SELECT, INSERT",
    "manifest_revision": "SELECT, INSERT, UPDATE",
    "bound_unit": "SELECT, INSERT, UPDATE",
    "number_block": "SELECT, INSERT, UPDATE",
}
_MOMENTS = ("issued", "loaded", "departed", "delivered", "decided", "returned", "closed", "filled")


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _big(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _small(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.SmallInteger(), nullable=nullable)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, postgresql.JSONB(astext_type=sa.Text()), nullable=False)


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("manifest_id_seq", data_type=sa.BigInteger())))
    op.execute(
        sa.schema.CreateSequence(
            sa.Sequence(
                "provisional_serial_seq",
                minvalue=1,
                maxvalue=9_999_999,
                start=1,
                cycle=True,
                data_type=sa.BigInteger(),
            )
        )
    )
    _sheet()
    _rows()
    _what_happens()
    _numbers()
    grant(op.get_bind(), GRANTS)


def _sheet() -> None:
    op.create_table(
        "manifest",
        _big("id"),
        _moment("recorded_at", nullable=False),
        *(_moment(f"{name}_at") for name in _MOMENTS),
        _big("sender_id"),
        _big("sender_site"),
        _big("receiver_id"),
        _big("receiver_site"),
        _big("turn_id", nullable=True),
        _big("copy_of", nullable=True),
        _big("mass_g"),
        _big("accepted_g", nullable=True),
        _whole("pieces"),
        _whole("version"),
        _small("province"),
        _small("state"),
        _small("kind"),
        _small("leg"),
        sa.Column("sender_division", sa.CHAR(length=6), nullable=False),
        sa.Column("receiver_division", sa.CHAR(length=6), nullable=False),
        _text("number", nullable=False),
        _text("provisional", nullable=False),
        *(_text(name) for name in ("warning", "approval", "paper", "purpose", "precautions")),
        _text("note"),
        _json("ends"),
        _json("carriers"),
        sa.PrimaryKeyConstraint("id", "province", name=op.f("pk_manifest")),
    )
    op.create_index(
        "ix_manifest_turn_id_id",
        "manifest",
        ["turn_id", "id"],
        postgresql_where=sa.text("turn_id IS NOT NULL"),
    )
    op.create_index("ix_manifest_receiver_id_decided_at", "manifest", ["receiver_id", "decided_at"])
    op.create_index("ix_manifest_open", "manifest", ["id"], postgresql_where=sa.text("state < 11"))


def _rows() -> None:
    op.create_table(
        "manifest_row",
        _big("manifest_id"),
        _big("mass_g"),
        _big("accepted_g", nullable=True),
        _whole("pieces"),
        _whole("accepted_pieces", nullable=True),
        _whole("packages", nullable=True),
        _small("province"),
        _small("position"),
        *(
            sa.Column(name, sa.Boolean(), nullable=False)
            for name in ("measured", "accepted_measured", "withdrawn")
        ),
        _text("waste", nullable=False),
        _text("name", nullable=False),
        *(_text(name) for name in ("form", "hazards", "packing", "ticket", "accepted_ticket")),
        _text("method"),
        sa.Column("units", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("aboard", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.PrimaryKeyConstraint(
            "manifest_id", "position", "province", name=op.f("pk_manifest_row")
        ),
    )
    op.create_table(
        "bound_unit",
        _big("unit_id"),
        _big("manifest_id", nullable=True),
        _small("province"),
        sa.PrimaryKeyConstraint("unit_id", "province", name=op.f("pk_bound_unit")),
    )
    op.create_table(
        "manifest_party",
        _big("organisation_id"),
        _big("manifest_id"),
        _small("province"),
        sa.PrimaryKeyConstraint(
            "organisation_id", "manifest_id", "province", name=op.f("pk_manifest_party")
        ),
    )


def _what_happens() -> None:
    op.create_table(
        "manifest_confirmation",
        _big("manifest_id"),
        _moment("happened_at", nullable=False),
        _moment("recorded_at", nullable=False),
        _big("actor_id"),
        _big("organisation_id"),
        _big("event_id", nullable=True),
        _whole("number"),
        _small("province"),
        _small("step"),
        _json("said"),
        sa.PrimaryKeyConstraint(
            "manifest_id", "number", "province", name=op.f("pk_manifest_confirmation")
        ),
    )
    op.create_table(
        "manifest_difference",
        _big("manifest_id"),
        _big("unit_id", nullable=True),
        _whole("number"),
        _whole("line"),
        _small("province"),
        _small("kind"),
        _small("row", nullable=True),
        _text("code"),
        _text("reason", nullable=False),
        sa.PrimaryKeyConstraint(
            "manifest_id", "number", "line", "province", name=op.f("pk_manifest_difference")
        ),
    )
    op.create_table(
        "manifest_revision",
        _big("manifest_id"),
        _moment("proposed_at", nullable=False),
        _moment("decided_at"),
        _big("proposed_by"),
        _big("consent_of"),
        _big("actor_id"),
        _big("decided_actor", nullable=True),
        _whole("number"),
        _small("province"),
        _small("state"),
        _text("reason", nullable=False),
        _text("answer"),
        _json("changes"),
        sa.PrimaryKeyConstraint(
            "manifest_id", "number", "province", name=op.f("pk_manifest_revision")
        ),
    )
    op.create_index(
        "uq_manifest_revision_open",
        "manifest_revision",
        ["manifest_id", "province"],
        unique=True,
        postgresql_where=sa.text("state = 1"),
    )
    op.create_index(
        "ix_manifest_revision_consent_of",
        "manifest_revision",
        ["consent_of"],
        postgresql_where=sa.text("state = 1"),
    )


def _numbers() -> None:
    op.create_table(
        "manifest_number",
        _text("value", nullable=False),
        _big("manifest_id"),
        _small("province"),
        _small("kind"),
        sa.PrimaryKeyConstraint("value", name=op.f("pk_manifest_number")),
    )
    op.create_table(
        "number_block",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        _small("province"),
        sa.Column("prefecture", sa.CHAR(length=4), nullable=False),
        _big("first"),
        _big("last"),
        _big("next"),
        _big("organisation_id", nullable=True),
        _text("granted_by", nullable=False),
        _text("reference", nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        _big("actor_id"),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_block")),
        postgresql.ExcludeConstraint(
            (sa.text("int8range(first, last, '[]')"), "&&"),
            name="ex_number_block_numbers",
            using="gist",
        ),
    )
    op.create_index("ix_number_block_prefecture", "number_block", ["prefecture", "first"])
