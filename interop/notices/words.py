"""What does a notice say? The alarm in the target's language: as JSON, and as a mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tracker.i18n.catalogue import translate, word


def plain(alarm: Mapping[str, Any]) -> dict[str, Any]:
    """An alarm's words as JSON keeps them: days as texts."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in alarm.items()
    }


def subject_line(topic: str, body: Mapping[str, Any], language: str) -> str:
    """The subject of a mail."""
    alarm = body.get("alarm")
    if alarm is None:
        return translate("Plumbline: a test notice", language)
    severity = word("severity", alarm["severity"], language)
    return f"[{severity}] {alarm['subject']}: {alarm['says']}"


def mail_text(topic: str, body: Mapping[str, Any], language: str) -> str:
    """The text of a mail: what, where, since when, which article, what to do."""
    alarm = body.get("alarm")
    if alarm is None:
        return translate("If you can read this, notices reach you.", language) + "\n"
    lines = [alarm["says"], ""]
    for label, value in (
        (translate("Subject", language), alarm["subject"]),
        (translate("State", language), word("alarm_state", alarm["state"], language)),
        (translate("Due", language), alarm["due"]),
        (translate("Law", language), f"{alarm['law']} {alarm['article']}"),
        (translate("What it can cost", language), alarm["costs"]),
        *((one["label"], one["value"]) for one in alarm["evidence"]),
    ):
        if value:
            lines.append(f"{label}: {value}")
    lines += ["", translate("What to do next", language) + ": " + alarm["next_step"]]
    lines += ["", body["link"]]
    return "\n".join(lines) + "\n"
