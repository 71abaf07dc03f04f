"""Does a frozen figure stay what it was, whatever happens in the books, and prove itself alone?"""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest

from reports.queries.rate_books import SqlRateBooks
from reports.store.assessment_work import SqlAssessmentWork
from reports.usecases.bundle import HEAD, bundle_of
from reports.usecases.freeze_rate import freeze_rate
from reports.usecases.frozen_rates import Frozen, figure_of, made_again
from reports.verify.bundle import verify
from tests.builders.rates import RecoveryYear, in_china
from tests.builders.registers import HOME_PROVINCE
from tests.builders.scans import a_caller
from tests.builders.shown_rates import one_heap
from tracker.domain.caller import Caller
from tracker.domain.errors import Malformed, NotAllowed
from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind as K

ROOT = Path(__file__).parents[3]
EVALUATOR = a_caller(Role.EVALUATOR, login="evaluator", organisation=None, division="420100")
LIVES: dict[str, object] = {"lifetimes": {"I": {"beta": "4", "eta": "2"}}, "most_days": 10}


def freeze(
    year: RecoveryYear,
    definition: str = "CRR-S-1",
    reason: str | None = None,
    given: dict[str, object] | None = None,
    caller: Caller = EVALUATOR,
) -> Frozen:
    books = SqlRateBooks(year.sessions, HOME_PROVINCE)
    work = SqlAssessmentWork(year.town.uow_factory(), HOME_PROVINCE)
    code, clock = year.town.producer.code, year.town.clock
    id_ = freeze_rate(code, 2025, definition, given or {}, reason, caller, books, work, clock)
    return kept(year, id_)


def kept(year: RecoveryYear, id_: int) -> Frozen:
    with SqlAssessmentWork(year.town.uow_factory(), HOME_PROVINCE) as work:
        found = work.assessments.snapshot(id_)
    assert found is not None
    return found


@pytest.fixture
def closed(year: RecoveryYear) -> RecoveryYear:
    """The year is over, it is the first of April, and 6 t of it are treated."""
    one_heap(year)
    year.town.clock.moment = in_china("2026-04-01 08:00")
    return year


def correct(year: RecoveryYear, mass_g: int) -> None:
    shown = year.show(definition="R_EPR")
    receipt = int(shown.evidence[0].records[0].id)
    town = year.town
    town.scan(town.recycler, K.CORRECT, event=receipt, mass_g=mass_g, reason="misread")


def test_a_year_is_frozen_from_the_last_of_march(closed: RecoveryYear) -> None:
    closed.town.clock.moment = in_china("2026-03-30 23:59")
    with pytest.raises(Malformed) as refused:
        freeze(closed)
    assert refused.value.faults[0].code == "too_early_to_freeze"
    closed.town.clock.moment = in_china("2026-03-31 00:00")
    assert freeze(closed).version == 1


def test_only_who_assesses_freezes(closed: RecoveryYear) -> None:
    with pytest.raises(NotAllowed):
        freeze(closed, caller=closed.town.producer.caller)


@pytest.mark.parametrize("definition", ["CRR-S-1", "R_EPR/EU-2023", "CRR-A-1", "V", "WEIGHTS"])
def test_a_snapshot_makes_the_same_figure_again_after_corrections(
    closed: RecoveryYear, definition: str
) -> None:
    before = closed.show(definition="R_EPR")
    frozen = freeze(closed, definition, given=LIVES)
    correct(closed, 5_000_000)
    again = made_again(frozen)
    assert figure_of(again.rate) == frozen.figure
    assert [flag.value for flag in again.rate.flags] == list(frozen.flags)
    assert closed.show(definition="R_EPR").rate != before.rate


def test_half_a_percent_is_not_restated(closed: RecoveryYear) -> None:
    freeze(closed, "R_EPR")
    correct(closed, 5_970_000)
    with pytest.raises(Malformed) as refused:
        freeze(closed, "R_EPR", "weighed again")
    assert refused.value.faults[0].code == "nothing_to_restate"


def test_more_is_restated_with_a_reason_and_the_old_figure_is_kept(closed: RecoveryYear) -> None:
    first = freeze(closed, "R_EPR")
    correct(closed, 5_969_999)
    with pytest.raises(Malformed) as refused:
        freeze(closed, "R_EPR")
    assert refused.value.faults[0].code == "reason_to_restate"
    second = freeze(closed, "R_EPR", "weighed again")
    assert (second.version, second.restates, second.reason) == (2, first.id, "weighed again")
    assert "FLAG_RESTATED" in second.flags
    assert kept(closed, first.id) == first
    assert "FLAG_RESTATED" not in first.flags


def test_a_bundle_is_the_same_bytes_again_and_agrees(closed: RecoveryYear) -> None:
    frozen = freeze(closed)
    bundle = bundle_of(frozen)
    assert bundle_of(kept(closed, frozen.id)) == bundle
    verdict = verify(bundle.content)
    assert verdict.wrong == ()
    assert verdict.data_digest == frozen.data_digest
    assert verdict.figure == figure_of(closed.show().rate)


def test_a_restated_bundle_agrees_too(closed: RecoveryYear) -> None:
    freeze(closed, "R_EPR")
    correct(closed, 5_000_000)
    assert verify(bundle_of(freeze(closed, "R_EPR", "weighed again")).content).agrees


def test_the_command_needs_nothing_but_the_standard_library(
    closed: RecoveryYear, tmp_path: Path
) -> None:
    path = tmp_path / "bundle.zip"
    path.write_bytes(bundle_of(freeze(closed, "CRR-A-1", given=LIVES)).content)
    command = [sys.executable, "-S", "-E", "-m", "reports.verify", str(path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout)["agrees"] is True


def changed(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The same bundle with one thing in one file changed, hashes left as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for one in before.namelist():
            text = before.read(one)
            if one == name:
                assert old in text
                text = text.replace(old, new, 1)
            after.writestr(one, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "old", "new", "wrong"),
    [
        ("records.json", b"6000000", b"6000001", "hash differs: records.json"),
        ("rows/collected.csv", b"6.000000", b"7.000000", "hash differs: rows/collected.csv"),
        (HEAD, b'"9/16"', b'"10/16"', "the records make another figure"),
        (HEAD, b'"flags":["FLAG_BALANCE",', b'"flags":[', "the records raise other flags"),
        (HEAD, b'"given":{}', b'"given":{"target":"1"}', "parameter digest differs"),
    ],
)
def test_what_was_changed_is_named(
    closed: RecoveryYear, name: str, old: bytes, new: bytes, wrong: str
) -> None:
    content = bundle_of(freeze(closed)).content
    assert wrong in verify(changed(content, name, old, new)).wrong


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip", bytes(range(256)) * 4])
def test_strange_bytes_are_no_bundle(content: bytes) -> None:
    assert not verify(content).agrees


def test_a_row_that_was_forged_with_its_hash_still_differs_from_the_records(
    closed: RecoveryYear,
) -> None:
    content = bundle_of(freeze(closed)).content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        head = json.loads(packed.read(HEAD))
        row = packed.read("rows/collected.csv").replace(b"6.000000", b"7.000000")
    true = head["files"]["rows/collected.csv"].encode()
    false = hashlib.sha256(row).hexdigest().encode()
    forged = changed(
        changed(content, HEAD, true, false), "rows/collected.csv", b"6.000000", b"7.000000"
    )
    assert "rows differ from the records: rows/collected.csv" in verify(forged).wrong


def test_loads_of_strangers_are_not_kept(closed: RecoveryYear) -> None:
    town = closed.town
    moment = town.clock.moment
    closed.collect("THEIRS", 1_000_000, "2025-05-01 08:00", firm=town.other_point)
    closed.deliver("THEIRS", "2025-05-02 08:00", "2025-05-02 16:00", sender=town.other_point)
    town.clock.moment = moment
    frozen = freeze(closed)
    assert f'"collector":{town.other_point.organisation},' not in str(
        zipfile.ZipFile(io.BytesIO(bundle_of(frozen).content)).read("records.json")
    )
    assert Fraction(str(frozen.figure["fraction"] if frozen.figure else "")) == Fraction(9, 16)
