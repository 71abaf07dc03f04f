"""Ledgers in and out: /api/v1/imports, /api/v1/templates/…, /api/v1/ledgers/…."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response, request

from tracker.api.schemas.import_ import (
    ImportFormSchema,
    ImportSchema,
    ImportsSchema,
    PeriodQuerySchema,
)
from tracker.domain.caller import Caller
from tracker.domain.errors import DomainError, Fault, Malformed, NotFound
from tracker.domain.roles import Right
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.language import language_of
from tracker.http.workbook import marked_name, workbook
from tracker.ledgers.beside import begin
from tracker.ledgers.export import Period, exported
from tracker.ledgers.forms import form_named
from tracker.ledgers.jobs import (
    Brought,
    Office,
    bring_file,
    list_jobs,
    marked_file,
    show_job,
)
from tracker.ledgers.say import job_in_words
from tracker.ledgers.templates import template
from tracker.ledgers.zip_guard import MOST_BYTES
from tracker.store.repositories.import_jobs import ImportJob

#: Small files are answered at once; longer ones go on while the caller asks how far they are.
PATIENCE_SECONDS = 5.0
_FORM_BYTES = 100_000

#: Whoever keeps books brings them.
_KEEPERS = (Right.SCAN, Right.EDIT_OWN, Right.EDIT_REFERENCE)


def imports_blueprint(house: House) -> ApiBlueprint:
    imports = ApiBlueprint("imports", house, "Ledgers in and out / 台账导入导出")
    _coming_in(imports, house)
    _going_out(imports, house)
    return imports


def _coming_in(imports: ApiBlueprint, house: House) -> None:
    """Ledgers are brought, and their imports asked after."""

    @imports.route(
        "POST",
        "/imports",
        right=_KEEPERS,
        form=ImportFormSchema,
        most_bytes=MOST_BYTES + _FORM_BYTES,
        answer=ImportSchema,
        status=201,
    )
    def post_import(caller: Caller, form: dict[str, Any], faults: list[Fault]) -> Response:
        """Bring in a ledger or register. Right rows are booked, wrong ones come back marked; the
        same rows again change nothing. 202 while it is still being worked on."""
        files = request.files.getlist("file")
        if len(files) != 1:
            faults.append(Fault("one_file", "/file"))
        if faults:
            raise Malformed(*faults)
        brought = Brought(
            name=_name(files[0].filename),
            content=files[0].stream.read(MOST_BYTES + 1),
            form=form.get("form"),
            site=form.get("site"),
            dry_run=form.get("dry_run", False),
            language=language_of(request),
        )
        job = bring_file(brought, caller, _office(house))
        begin(job, _office(house), PATIENCE_SECONDS)
        found = show_job(job, _office(house), caller)
        return _answered(found, 201 if found.finished_at else 202)

    @imports.route("GET", "/imports", right=_KEEPERS, answer=ImportsSchema)
    def get_imports(caller: Caller) -> Response:
        """The newest imports of the caller's organisation."""
        language = language_of(request)
        items = [job_in_words(job, language) for job in list_jobs(caller, _office(house))]
        return Response(orjson.dumps({"items": items}), mimetype="application/json")

    @imports.route("GET", "/imports/<int:job>", right=_KEEPERS, answer=ImportSchema)
    def get_import(caller: Caller, job: int) -> Response:
        """How far an import is, and what was wrong."""
        return _answered(show_job(job, _office(house), caller), 200)

    @imports.route("GET", "/imports/<int:job>/marked", right=_KEEPERS)
    def get_marked(caller: Caller, job: int) -> Response:
        """The file as it was brought, its wrong cells red, the reasons beside them as comments."""
        content = marked_file(job, _office(house), caller)
        brought = show_job(job, _office(house), caller).file_name
        return workbook(content, f"import-{job}-marked.xlsx", marked_name(brought))


def _going_out(imports: ApiBlueprint, house: House) -> None:
    """Empty forms and ledgers are taken out."""

    @imports.route("GET", "/templates/<form>.xlsx", right=Right.READ)
    def get_template(caller: Caller, form: str) -> Response:
        """An empty form: text columns, drop-downs, an example row."""
        found = _form(form)
        return workbook(template(found), f"{form}.xlsx", f"{found.zh}.xlsx")

    @imports.route("GET", "/ledgers/<form>.xlsx", right=Right.READ, query=PeriodQuerySchema)
    def get_ledger(caller: Caller, query: dict[str, Any], form: str) -> Response:
        """What the house holds, in the same form as it is imported: a register, or what the
        caller's organisation recorded at its own sites. ``first`` and ``last`` are days of China,
        both of them included; without them all there is, at most 200,000 rows."""
        period = Period(query.get("first"), query.get("last"))
        province = house.settings.province
        content = exported(_form(form), house.sessions, province, caller, period)
        return workbook(content, f"{form}.xlsx")


def _office(house: House) -> Office:
    return Office(house.sessions, house.settings.province, house.clock)


def _form(name: str) -> Any:
    try:
        return form_named(name)
    except DomainError as error:
        raise NotFound from error


def _name(given: str | None) -> str:
    """Without folders and unprintable characters."""
    last = (given or "").replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()).strip() or "ledger"


def _answered(job: ImportJob, status: int) -> Response:
    body = job_in_words(job, language_of(request))
    return Response(orjson.dumps(body), status, mimetype="application/json")
