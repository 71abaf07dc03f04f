"""Sending one notice by mail, over the server that the settings name."""

from __future__ import annotations

import smtplib
import ssl
import time
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from interop.notices.webhook import Outcome

_TIMEOUT = 20
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_MOST_DETAIL = 500


@dataclass(frozen=True, slots=True)
class MailServer:
    """smtp://host, smtp+starttls://user:password@host:587 or smtps://…; ``sender`` is From."""

    scheme: str
    host: str
    port: int
    user: str | None
    password: str | None
    sender: str


def mail_server(url: str | None, sender: str | None) -> MailServer | None:
    """The server of the settings; None when there is none, or it cannot be read."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname:
        return None
    user = None if parts.username is None else unquote(parts.username)
    password = None if parts.password is None else unquote(parts.password)
    whom = sender or (user if user and "@" in user else f"plumbline@{parts.hostname}")
    where = port or _PORTS[parts.scheme]
    return MailServer(parts.scheme, parts.hostname, where, user, password, whom)


def send_mail(
    server: MailServer | None, to: str, subject: str, text: str, number: str, at: datetime
) -> Outcome:
    """One attempt. Never raises for what the other side does."""
    began = time.monotonic()

    def ended(told: bool, outcome: str, detail: str = "", status: int | None = None) -> Outcome:
        took = round((time.monotonic() - began) * 1_000)
        return Outcome(told, outcome, status, detail[:_MOST_DETAIL], took)

    if server is None:
        return ended(False, "not_reached", "PLUMBLINE_SMTP_URL is not set")
    message = EmailMessage()
    message["From"] = server.sender
    message["To"] = to
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{number}@{server.sender.rpartition('@')[2] or 'plumbline'}>"
    message.set_content(text)
    try:
        context = ssl.create_default_context()
        with _open(server, context) as smtp:
            if server.scheme == "smtp+starttls":
                smtp.starttls(context=context)
            if server.user is not None:
                smtp.login(server.user, server.password or "")
            smtp.send_message(message)
    except smtplib.SMTPResponseException as error:
        return ended(False, "answered", str(error.smtp_error), error.smtp_code)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return ended(False, "not_reached", str(error))
    return ended(True, "told")


def _open(server: MailServer, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)
