"""The law at work: working days, parameters of the province, limits, alarms and notices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tracker.store.grants import grant

revision = "0005_rules"
down_revision = "0004_manifests"
branch_labels = None
depends_on = None

_ADDED = "SELECT, INSERT"
_CHANGED = "SELECT, INSERT, UPDATE"
GRANTS = {
    "parameter": _ADDED,
    "alarm_step": _ADDED,
    "notice_attempt": _ADDED,
    "insurance": _CHANGED,
    "emergency_plan": _CHANGED,
    "planned_transfer": _CHANGED,
    "filing": _CHANGED,
    "track_summary": _CHANGED,
    "video_summary": _CHANGED,
    "calendar_year": _CHANGED,
    "sweep": _CHANGED,
    "site_stock": _CHANGED,
    "notice_target": _CHANGED,
    "notice": _CHANGED,
}


def upgrade() -> None:
    _tables()
    _alarms()
    grant(op.get_bind(), GRANTS)


def _tables() -> None:
    op.create_table(
        "alarm_step",
        sa.Column("alarm_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("alarm_id", "number", "province", name=op.f("pk_alarm_step")),
    )
    op.create_table(
        "calendar_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("days_off", postgresql.ARRAY(sa.Date()), nullable=False),
        sa.Column("days_worked", postgresql.ARRAY(sa.Date()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_calendar_year")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("target_id", sa.BigInteger(), nullable=False),
        sa.Column("alarm_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(
        "ix_notice_next_at",
        "notice",
        ["next_at"],
        unique=False,
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index("ix_notice_target_id_id", "notice", ["target_id", "id"], unique=False)
    op.create_index(
        "uq_notice_alarm", "notice", ["target_id", "alarm_id", "version", "province"], unique=True
    )
    op.create_table(
        "notice_attempt",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("notice_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_attempt")),
    )
    op.create_index("ix_notice_attempt_notice_id", "notice_attempt", ["notice_id"], unique=False)
    op.create_table(
        "notice_target",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("least", sa.Text(), nullable=False),
        sa.Column("rules", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_target")),
    )
    op.create_table(
        "parameter",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parameter")),
    )
    op.create_index("ix_parameter_name_province", "parameter", ["name", "province"], unique=False)
    op.create_table(
        "site_stock",
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("run", sa.BigInteger(), nullable=False),
        sa.Column("mass_g", sa.BigInteger(), nullable=False),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.Column("unweighed", sa.BigInteger(), nullable=False),
        sa.Column("oldest_unit", sa.BigInteger(), nullable=True),
        sa.Column("oldest_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "province", name=op.f("pk_site_stock")),
    )
    op.create_table(
        "sweep",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=False),
        sa.Column("facts", sa.BigInteger(), nullable=False),
        sa.Column("wrong", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sweep")),
    )
    op.create_table(
        "emergency_plan",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
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
            ["organisation_id"], ["organisation.id"], name=op.f("fk_emergency_plan_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_plan")),
        sa.UniqueConstraint("code", name=op.f("uq_emergency_plan_code")),
    )
    op.create_index(
        op.f("ix_emergency_plan_organisation_id"),
        "emergency_plan",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "filing",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_filing_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filing")),
        sa.UniqueConstraint("code", name=op.f("uq_filing_code")),
    )
    op.create_index(op.f("ix_filing_organisation_id"), "filing", ["organisation_id"], unique=False)
    op.create_table(
        "insurance",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("insurer", sa.Text(), nullable=False),
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
            ["organisation_id"], ["organisation.id"], name=op.f("fk_insurance_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insurance")),
        sa.UniqueConstraint("code", name=op.f("uq_insurance_code")),
    )
    op.create_index(
        op.f("ix_insurance_organisation_id"), "insurance", ["organisation_id"], unique=False
    )
    op.create_table(
        "planned_transfer",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("waste_code", sa.Text(), nullable=False),
        sa.Column("receiver_id", sa.BigInteger(), nullable=False),
        sa.Column("mass_g", sa.BigInteger(), nullable=False),
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
            name=op.f("fk_planned_transfer_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["organisation.id"], name=op.f("fk_planned_transfer_receiver_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_transfer")),
        sa.UniqueConstraint("code", name=op.f("uq_planned_transfer_code")),
    )
    op.create_index(
        op.f("ix_planned_transfer_organisation_id"),
        "planned_transfer",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_planned_transfer_receiver_id"), "planned_transfer", ["receiver_id"], unique=False
    )
    op.create_table(
        "track_summary",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("vehicle", sa.Text(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("off_route_km", sa.Integer(), nullable=True),
        sa.Column("overtime_minutes", sa.Integer(), nullable=True),
        sa.Column("silence_minutes", sa.Integer(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_track_summary_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_track_summary")),
        sa.UniqueConstraint("code", name=op.f("uq_track_summary_code")),
    )
    op.create_index(
        op.f("ix_track_summary_organisation_id"), "track_summary", ["organisation_id"], unique=False
    )
    op.create_table(
        "video_summary",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
        sa.Column("province", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("gap_hours", sa.Integer(), nullable=True),
        sa.Column("kept_days", sa.Integer(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_video_summary_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_video_summary")),
        sa.UniqueConstraint("code", name=op.f("uq_video_summary_code")),
    )
    op.create_index(
        op.f("ix_video_summary_organisation_id"), "video_summary", ["organisation_id"], unique=False
    )


def _alarms() -> None:
    op.add_column(
        "alarm",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=100), nullable=False),
    )
    op.add_column("alarm", sa.Column("organisation_id", sa.BigInteger(), nullable=True))
    op.add_column("alarm", sa.Column("seen_run", sa.BigInteger(), nullable=True))
    op.add_column(
        "alarm", sa.Column("version", sa.BigInteger(), server_default="1", nullable=False)
    )
    op.add_column(
        "alarm", sa.Column("level", sa.SmallInteger(), server_default="0", nullable=False)
    )
    op.add_column(
        "alarm", sa.Column("provisional", sa.Boolean(), server_default="false", nullable=False)
    )
    op.add_column(
        "alarm",
        sa.Column(
            "evidence", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False
        ),
    )
    op.create_index(
        "ix_alarm_open",
        "alarm",
        ["rule", "subject"],
        unique=False,
        postgresql_where=sa.text("state IN ('raised', 'acknowledged')"),
    )
    op.create_index(op.f("ix_alarm_organisation_id"), "alarm", ["organisation_id"], unique=False)
    op.create_index("ix_alarm_raised_at_id", "alarm", ["raised_at", "id"], unique=False)
    op.create_index("uq_alarm_id", "alarm", ["id"], unique=True)
    op.create_index(
        "ix_duty_alarm",
        "duty",
        ["id"],
        unique=False,
        postgresql_where=sa.text("done_at IS NULL AND topic LIKE 'alarm.%'"),
    )
