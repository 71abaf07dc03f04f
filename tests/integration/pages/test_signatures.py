"""Does the page of a manifest show the signatures beside the steps, and how they stand?"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.manifests import confirmed, drafted
from tests.builders.province import TheTown
from tests.builders.signing import FINGERPRINT, frame, registered, sign
from tests.builders.web import Web
from tests.integration.pages.conftest import Visitor


def test_a_signature_stands_beside_its_step_and_a_broken_one_is_said(
    visitor: Visitor,
    town: TheTown,
    sessions: sessionmaker[Session],
    database: Connection,
    tmp_path: Path,
) -> None:
    web = Web(sessions, town, tmp_path)
    registered(web, town)
    issued = confirmed(web, "point", drafted(web, town), "issue")
    sign(web, issued, frame(web, issued))
    visitor.enter("clerk")
    path = f"/manifests/{issued['number']}"
    page = visitor.open(path, "zh").get_data(as_text=True)
    assert FINGERPRINT[:16] in page
    assert "已用密钥 业务章 签名: 有效" in page

    database.execute(text("RESET ROLE"))  # the house's own role cannot rewrite facts
    database.execute(
        text("UPDATE manifest_signature SET signature = decode(repeat('00', 64), 'hex')")
    )
    assert "does not fit" in visitor.open(path).get_data(as_text=True)
