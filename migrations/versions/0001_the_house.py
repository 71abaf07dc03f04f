"""The house: registers, units, events, alarms, audit, duties, accounts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tracker.store.grants import grant, make_role

revision = "0001_the_house"
down_revision = None
branch_labels = None
depends_on = None


FACTS = (
    "event",
    "event_unit",
    "voided_event",
    "corrected_event",
    "receipt",
    "audit",
    "weighing",
    "attachment",
)
CHANGEABLE = (
    "unit",
    "containment",
    "alarm",
    "container_serial",
    "audit_head",
    "duty",
    "division",
    "organisation",
    "site",
    "licence",
    "vehicle",
    "battery_model",
    "take_back_agreement",
    "sales_declaration",
    "demonstration_enterprise",
    "account",
    "token",
    "login_session",
)
GRANTS = {
    **dict.fromkeys(FACTS, "SELECT, INSERT"),
    **dict.fromkeys(CHANGEABLE, "SELECT, INSERT, UPDATE"),
    "unit_code": "SELECT, INSERT, UPDATE, DELETE",
    "login_attempt": "SELECT, INSERT, UPDATE, DELETE",
}


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("unit_id_seq")))
    op.execute(
        sa.schema.CreateSequence(
            sa.Sequence("event_number_seq", minvalue=0, maxvalue=4194303, start=0, cycle=True)
        )
    )
    op.execute(sa.schema.CreateSequence(sa.Sequence("weighing_id_seq")))
    op.create_table(
        "alarm",
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("law", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=True),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("rule", "subject", "due", "province", name=op.f("pk_alarm")),
    )
    op.create_index(op.f("ix_alarm_raised_at"), "alarm", ["raised_at"], unique=False)
    op.create_index(op.f("ix_alarm_site_id"), "alarm", ["site_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("digest", sa.CHAR(length=64), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "digest", "organisation_id", "province", name=op.f("pk_attachment")
        ),
    )
    op.create_table(
        "audit",
        sa.Column("chain", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("chain", "number", "province", name=op.f("pk_audit")),
    )
    op.create_table(
        "audit_head",
        sa.Column("chain", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("chain", "province", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "containment",
        sa.Column("child_id", sa.BigInteger(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=False),
        sa.Column("from_event", sa.BigInteger(), nullable=False),
        sa.Column("to_event", sa.BigInteger(), nullable=True),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("child_id", "from_event", "province", name=op.f("pk_containment")),
    )
    op.create_index("ix_containment_parent_id", "containment", ["parent_id"], unique=False)
    op.create_table(
        "container_serial",
        sa.Column("unit", sa.CHAR(length=18), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "day", name=op.f("pk_container_serial")),
    )
    op.create_table(
        "division",
        sa.Column("code", sa.CHAR(length=6), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("parent", sa.CHAR(length=6), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", "known_from", name=op.f("pk_division")),
    )
    op.create_index(op.f("ix_division_parent"), "division", ["parent"], unique=False)
    op.create_table(
        "duty",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("peer_site_id", sa.BigInteger(), nullable=True),
        sa.Column("container_id", sa.BigInteger(), nullable=True),
        sa.Column("subject_event", sa.BigInteger(), nullable=True),
        sa.Column("mass_g", sa.BigInteger(), nullable=True),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("category", sa.SmallInteger(), nullable=True),
        sa.Column("units", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column(
            "payload", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.PrimaryKeyConstraint("id", "province", name=op.f("pk_event")),
        postgresql_partition_by="RANGE (id)",
    )
    op.create_index("ix_event_site_id_id", "event", ["site_id", "id"], unique=False)
    op.create_table(
        "event_unit",
        sa.Column("unit_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("mass_g", sa.BigInteger(), nullable=True),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("part", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "unit_id", "event_id", "part", "province", name=op.f("pk_event_unit")
        ),
    )
    op.create_index(
        "ix_event_unit_event_id",
        "event_unit",
        ["event_id"],
        unique=False,
        postgresql_where="part <> 0",
    )
    op.create_table(
        "login_attempt",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_login_attempt")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("division", sa.CHAR(length=6), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("code", name=op.f("uq_organisation_code")),
    )
    op.create_table(
        "receipt",
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id", "client_id", "province", name=op.f("pk_receipt")
        ),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=True),
        sa.Column("container_id", sa.BigInteger(), nullable=True),
        sa.Column("model_id", sa.BigInteger(), nullable=True),
        sa.Column("mass_g", sa.BigInteger(), nullable=True),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lead_share", sa.Integer(), nullable=True),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("battery_class", sa.SmallInteger(), nullable=True),
        sa.Column("material", sa.SmallInteger(), nullable=True),
        sa.Column("damaged", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", "province", name=op.f("pk_unit")),
        postgresql_with={"fillfactor": "85"},
    )
    op.create_table(
        "unit_code",
        sa.Column("unit_id", sa.BigInteger(), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("scheme", sa.SmallInteger(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("value", name=op.f("pk_unit_code")),
    )
    op.create_index(
        "ix_unit_other", "unit", ["id"], unique=False, postgresql_where=sa.text("kind <> 1")
    )
    op.create_index("ix_unit_code_unit_id", "unit_code", ["unit_id"], unique=False)
    op.create_index(
        "ix_unit_code_container",
        "unit_code",
        ["value"],
        unique=False,
        postgresql_where="scheme = 7",
    )
    op.create_table(
        "corrected_event",
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("by_event", sa.BigInteger(), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "event_id", "by_event", "province", name=op.f("pk_corrected_event")
        ),
    )
    op.create_table(
        "voided_event",
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("by_event", sa.BigInteger(), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "province", name=op.f("pk_voided_event")),
    )
    op.create_table(
        "weighing",
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("gross_g", sa.BigInteger(), nullable=False),
        sa.Column("tare_g", sa.BigInteger(), nullable=False),
        sa.Column("net_g", sa.BigInteger(), nullable=False),
        sa.Column("weighed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("unit_id", sa.BigInteger(), nullable=True),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("calibrated_until", sa.Date(), nullable=True),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("vehicle", sa.Text(), nullable=True),
        sa.Column("manifest", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("organisation_id", "ticket", "province", name=op.f("pk_weighing")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("division", sa.CHAR(length=6), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("loopback_only", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_account_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )
    op.create_index(
        op.f("ix_account_organisation_id"), "account", ["organisation_id"], unique=False
    )
    op.create_table(
        "battery_model",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("battery_class", sa.Text(), nullable=False),
        sa.Column("nominal_mass_g", sa.BigInteger(), nullable=False),
        sa.Column("lead_share", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_battery_model_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_battery_model")),
        sa.UniqueConstraint("code", name=op.f("uq_battery_model_code")),
    )
    op.create_index(
        op.f("ix_battery_model_organisation_id"), "battery_model", ["organisation_id"], unique=False
    )
    op.create_table(
        "demonstration_enterprise",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_demonstration_enterprise_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demonstration_enterprise")),
        sa.UniqueConstraint("code", name=op.f("uq_demonstration_enterprise_code")),
    )
    op.create_index(
        op.f("ix_demonstration_enterprise_organisation_id"),
        "demonstration_enterprise",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "licence",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("scope", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("waste_codes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("capacity_g", sa.BigInteger(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_licence_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence")),
        sa.UniqueConstraint("code", name=op.f("uq_licence_code")),
    )
    op.create_index(
        op.f("ix_licence_organisation_id"), "licence", ["organisation_id"], unique=False
    )
    op.create_table(
        "sales_declaration",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("battery_class", sa.Text(), nullable=False),
        sa.Column("sold_in", sa.CHAR(length=6), nullable=False),
        sa.Column("mass_g", sa.BigInteger(), nullable=False),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.Column("evidence", sa.CHAR(length=64), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_sales_declaration_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_declaration")),
        sa.UniqueConstraint("code", name=op.f("uq_sales_declaration_code")),
    )
    op.create_index(
        op.f("ix_sales_declaration_organisation_id"),
        "sales_declaration",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "site",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("division", sa.CHAR(length=6), nullable=False),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("longitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("latitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("coordinate_system", sa.Text(), nullable=True),
        sa.Column("capacity_g", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_site_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("code", name=op.f("uq_site_code")),
    )
    op.create_index(op.f("ix_site_organisation_id"), "site", ["organisation_id"], unique=False)
    op.create_table(
        "take_back_agreement",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("collector_id", sa.BigInteger(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["collector_id"], ["organisation.id"], name=op.f("fk_take_back_agreement_collector_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_take_back_agreement_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_take_back_agreement")),
        sa.UniqueConstraint("code", name=op.f("uq_take_back_agreement_code")),
    )
    op.create_index(
        op.f("ix_take_back_agreement_collector_id"),
        "take_back_agreement",
        ["collector_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_take_back_agreement_organisation_id"),
        "take_back_agreement",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "vehicle",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("permit", sa.Text(), nullable=True),
        sa.Column("permit_until", sa.Date(), nullable=True),
        sa.Column("tight", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_vehicle_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle")),
        sa.UniqueConstraint("code", name=op.f("uq_vehicle_code")),
    )
    op.create_index(
        op.f("ix_vehicle_organisation_id"), "vehicle", ["organisation_id"], unique=False
    )
    op.create_table(
        "login_session",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("account_version", sa.BigInteger(), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_login_session_account_id")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_login_session")),
    )
    op.create_index(
        op.f("ix_login_session_account_id"), "login_session", ["account_id"], unique=False
    )
    op.create_table(
        "token",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_token_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_token_digest")),
    )
    op.create_index(op.f("ix_token_account_id"), "token", ["account_id"], unique=False)
    # a thousand ids are stored as they are: compressing them costs more time than it saves room
    op.execute("ALTER TABLE event ALTER COLUMN units SET STORAGE EXTERNAL")
    op.execute("CREATE TABLE event_other PARTITION OF event DEFAULT")
    make_role(op.get_bind())
    grant(op.get_bind(), GRANTS)
