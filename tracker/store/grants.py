"""What the application's role may do: read all, add facts, and change only what is derived."""

from __future__ import annotations

from sqlalchemy import Connection, text

from tracker.store.engine import APP_ROLE

#: Facts: added, never changed and never taken away.
FACTS = (
    "event",
    "event_unit",
    "voided_event",
    "corrected_event",
    "receipt",
    "audit",
    "weighing",
    "attachment",
    "told_name",
    "parameter",
    "alarm_step",
    "notice_attempt",
    "manifest_party",
    "manifest_number",
    "manifest_confirmation",
    "manifest_difference",
    "manifest_signature",
    "rate_snapshot",
    "audit_sample",
    "sample_finding",
    "assessment_step",
    "approval_step",
    "approval_entry",
    "exchange_key",
    "exchange_key_event",
    "exchange_record",
    "exchange_receipt",
    "exchange_inbox",
    "exchange_node",
    "exchange_head",
    "exchange_incident",
    "exchange_disclosure",
    "exchange_attachment",
    "exchange_crossing",
    "exchange_question",
)
#: Derived from facts, or registers with a version: may change, never vanish.
CHANGEABLE = (
    "unit",
    "containment",
    "alarm",
    "container_serial",
    "daily_rollup",
    "monthly_rollup",
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
    "import_job",
    "import_row",
    "capture_job",
    "insurance",
    "emergency_plan",
    "planned_transfer",
    "filing",
    "track_summary",
    "video_summary",
    "calendar_year",
    "sweep",
    "site_stock",
    "notice_target",
    "notice",
    "manifest",
    "manifest_row",
    "manifest_revision",
    "bound_unit",
    "number_block",
    "signing_key",
    "anomaly",
    "anomaly_sweep",
    "assessment",
    "approval",
    "white_list_entry",
    "exchange_partner",
    "exchange_thing",
    "exchange_message",
    "exchange_delivery",
    "exchange_arrival",
    "exchange_log",
    "exchange_day",
    "exchange_parked",
    "exchange_enclosure",
    "exchange_allowance",
    "incoming",
)
#: Neither: may also be cleared away. (A code is withdrawn when the event that gave it is voided.)
PASSING = (
    "login_attempt",
    "import_file",
    "capture_file",
    "unit_code",
    "exchange_nonce",
    "exchange_piece",
)


def make_role(connection: Connection) -> None:
    """The application's role; it exists once per server, so another database may have made it."""
    connection.execute(
        text(
            f"DO $$ BEGIN CREATE ROLE {APP_ROLE} NOLOGIN;"
            " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )
    )
    connection.execute(
        text(
            f"DO $$ BEGIN IF NOT pg_has_role(current_user, '{APP_ROLE}', 'MEMBER')"
            f" THEN EXECUTE 'GRANT {APP_ROLE} TO ' || quote_ident(current_user); END IF; END $$"
        )
    )


def grant(connection: Connection, tables: dict[str, str]) -> None:
    """``tables``: name -> rights, such as {'event': 'SELECT, INSERT'}."""
    for table, rights in tables.items():
        connection.execute(text(f"GRANT {rights} ON {table} TO {APP_ROLE}"))
    connection.execute(text(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}"))
    connection.execute(text(f"GRANT SELECT ON alembic_version TO {APP_ROLE}"))


def grants_of_the_house() -> dict[str, str]:
    """Every table of the house with the rights the application has on it."""
    return {
        **dict.fromkeys(FACTS, "SELECT, INSERT"),
        **dict.fromkeys(CHANGEABLE, "SELECT, INSERT, UPDATE"),
        **dict.fromkeys(PASSING, "SELECT, INSERT, UPDATE, DELETE"),
    }
