"""Is a file what it is said to be?"""

from __future__ import annotations

import io

import pytest

from tests.builders.files import CSV, DOCX, JPEG, PDF, PNG, XLSM, XLSX
from tracker.attachments.media_types import MEDIA_TYPES, holds_macros, media_type_of

CONTENTS = {".pdf": PDF, ".jpg": JPEG, ".png": PNG, ".xlsx": XLSX, ".docx": DOCX, ".csv": CSV}


def fits(suffix: str, content: bytes) -> bool:
    media = media_type_of("", f"a{suffix}")
    assert media is not None
    return media.fits(io.BytesIO(content))


def test_every_type_has_a_content_to_test_it_with() -> None:
    assert {media.suffixes[0] for media in MEDIA_TYPES} == set(CONTENTS)


@pytest.mark.parametrize("suffix", CONTENTS)
def test_a_content_fits_its_own_type_and_no_other(suffix: str) -> None:
    fitting = {other for other in CONTENTS if fits(other, CONTENTS[suffix])}

    assert fitting == {suffix}


@pytest.mark.parametrize("suffix", CONTENTS)
@pytest.mark.parametrize("length", [0, 1, 3, 7, 30])
def test_a_truncated_content_is_judged_calmly(suffix: str, length: int) -> None:
    assert fits(suffix, CONTENTS[suffix][:length]) in (True, False)


@pytest.mark.parametrize("text", ["编码,质量\n", "a;b\r\n1;2\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_tables_of_text_come_in_the_encodings_of_the_office(text: str, encoding: str) -> None:
    assert fits(".csv", text.encode(encoding))


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00a", b"\x80\x81\xff", b"  <html>", b"\xef\xbb\xbf<a"]
)
def test_what_a_browser_might_run_is_no_table_of_text(content: bytes) -> None:
    assert not fits(".csv", content)


@pytest.mark.parametrize(
    ("declared", "name", "found"),
    [
        ("application/pdf", "noname", "application/pdf"),
        ("Application/PDF", "a.png", "application/pdf"),
        ("application/vnd.ms-excel", "list.CSV", "text/csv"),
        ("application/octet-stream", "photo.jpeg", "image/jpeg"),
        ("application/zip", "a.zip", None),
        ("text/html", "a.html", None),
        ("", "pdf", None),
    ],
)
def test_the_type_is_the_declared_one_or_that_of_the_name(
    declared: str, name: str, found: str | None
) -> None:
    media = media_type_of(declared, name)

    assert (media and media.name) == found


def test_macros_are_found_in_office_files_only() -> None:
    assert holds_macros(io.BytesIO(XLSM))
    assert not holds_macros(io.BytesIO(XLSX))
    assert not holds_macros(io.BytesIO(PDF))
