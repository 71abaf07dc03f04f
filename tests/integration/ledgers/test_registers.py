"""Do registers come in and go out in the same form?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import text as sql

from tests.builders.ledgers import Counter, cells_of, marks_of, workbook
from tests.builders.province import TheTown
from tests.builders.registers import HOME_PROVINCE, a_uscc
from tracker.domain.caller import Caller
from tracker.domain.errors import DatabaseUnavailable, DiskFull, DomainError
from tracker.ledgers.export import exported
from tracker.ledgers.forms import FORMS, form_named
from tracker.ledgers.forms.registers import REGISTER_FORMS
from tracker.ledgers.jobs import marked_file, show_job
from tracker.ledgers.templates import template
from tracker.ledgers.upkeep import continue_stalled
from tracker.store.repositories.import_jobs import ImportJob

NEW = a_uscc(700)


@pytest.fixture
def office(town: TheTown) -> Caller:
    """The provincial bureau; the divisions that entries lie in are registered."""
    with town.uow_factory() as uow:
        uow.session.execute(
            sql(
                "INSERT INTO division (code, known_from, name_zh, name_en, level, parent, source,"
                " certainty) VALUES ('420100', '2020-01-01', '武汉市', 'Wuhan', 2, '420000', 't',"
                " 'official')"
            )
        )
        uow.commit()
    return town.bureau


def form(name: str, *rows: dict[str, Any]) -> bytes:
    columns = [c for c in form_named(name).columns if any(c.key in row for row in rows)]
    table: list[Sequence[Any]] = [[column.head for column in columns]]
    table += [[row.get(column.key) for column in columns] for row in rows]
    return workbook(*table)


def counts(job: ImportJob) -> tuple[int, int, int]:
    assert job.error is None, job.error
    return job.booked, job.known, job.refused


def organisation(**more: Any) -> dict[str, Any]:
    return {"code": NEW, "name": "澄湖再生", "division": 420100} | more


def test_an_organisation_and_its_site_are_registered(counter: Counter, office: Caller) -> None:
    job = counter.bring(form("organisations", organisation()), office)
    assert counts(job) == (1, 0, 0), job.faults
    site = {"code": "NEW-1", "organisation": NEW, "name": "东门", "division": "420100"}
    site |= {"roles": "收集网点、销售网点", "capacity_kg": "3吨"}
    job = counter.bring(form("sites", site), office)
    assert counts(job) == (1, 0, 0), job.faults


def test_the_same_entry_again_changes_nothing_and_another_amends_it(
    counter: Counter, office: Caller
) -> None:
    first = form("organisations", organisation(note="since 2020"))
    counter.bring(first, office)
    assert counts(counter.bring(first, office)) == (0, 1, 0)
    renamed = form("organisations", organisation(name="澄湖新名"))
    assert counts(counter.bring(renamed, office)) == (1, 0, 0)
    with counter.town.uow_factory() as uow:
        register = form_named("organisations").register
        assert register is not None
        kept = uow.registers.locked(register, NEW)
    assert kept is not None
    assert (kept.values["name"], kept.values["note"]) == ("澄湖新名", "since 2020")


@pytest.mark.parametrize("trouble", [DatabaseUnavailable, DiskFull])
def test_a_database_that_fails_is_no_fault_of_a_row(
    counter: Counter, office: Caller, monkeypatch: pytest.MonkeyPatch, trouble: type[DomainError]
) -> None:
    def fail(*_: object) -> None:
        raise trouble

    content = form("organisations", organisation())
    with monkeypatch.context() as patch:
        patch.setattr("tracker.ledgers.keep_entries.register_entry", fail)
        with pytest.raises(trouble):
            counter.bring(content, office)
    counter.town.clock.pass_by(minutes=10)
    (job,) = continue_stalled(counter.office)
    assert counts(show_job(job, counter.office)) == (1, 0, 0)


def test_wrong_entries_are_marked_cell_by_cell(counter: Counter, office: Caller) -> None:
    content = form("organisations", organisation(code="123", name=None), organisation())
    job = counter.bring(content, office)
    assert counts(job) == (1, 0, 1)
    assert set(marks_of(marked_file(job.id, counter.office, office))) == {"A2", "B2"}


def test_a_shop_keeps_no_organisations(counter: Counter, town: TheTown) -> None:
    job = counter.bring(form("organisations", organisation()), town.shop.caller)
    assert job.state == "refused"


def test_a_maker_keeps_its_own_models_without_saying_whose_they_are(
    counter: Counter, town: TheTown
) -> None:
    model = {"code": "MODEL-7", "name": "6-QW-70", "category": "起动型", "battery_class": "第Ⅰ类"}
    model |= {"nominal_mass_kg": "17kg", "lead_share": "62%", "source": "说明书"}
    column = form_named("battery-models").column("category")
    model |= {"valid_from": "2026年1月1日", "category": column.choices[0]}
    job = counter.bring(form("battery-models", model), town.producer.caller)
    assert counts(job) == (1, 0, 0), job.faults


@pytest.mark.parametrize("register", REGISTER_FORMS, ids=lambda form: form.name)
def test_what_is_exported_can_be_imported_and_changes_nothing(
    register: Any, counter: Counter, office: Caller, town: TheTown
) -> None:
    content = exported(register, counter.office.sessions, HOME_PROVINCE, office)
    job = counter.bring(content, office, form=register.name)
    if job.error is None:
        assert (job.booked, job.refused) == (0, 0), job.faults
        assert job.known > 0
    else:  # the town has none of these
        assert [fault[0] for fault in job.error] == ["sheet_empty"]


@pytest.mark.parametrize("found", FORMS, ids=lambda form: form.name)
def test_a_template_sent_as_it_is_holds_no_row(found: Any, counter: Counter, town: TheTown) -> None:
    """Its example is passed over, its columns are text, and its heads are in two languages."""
    content = template(found)
    job = counter.bring(content, town.bureau)
    assert job.form in (None, found.name)
    assert [fault[0] for fault in job.error or []] in (["sheet_empty"], ["invalid"])
    page = cells_of(content)
    assert [cell.value for cell in page[1]] == [column.head for column in found.columns]
    assert {cell.number_format for cell in page[3]} == {"@"}
    assert page.data_validations.count == sum(bool(column.choices) for column in found.columns)
