"""Which forms does the house take and give? All of them, by name."""

from __future__ import annotations

from tracker.domain.errors import Fault, FileRefused
from tracker.ledgers.form import Form
from tracker.ledgers.forms.receipts import RECEIPTS
from tracker.ledgers.forms.registers import REGISTER_FORMS
from tracker.ledgers.forms.sales import SALES
from tracker.ledgers.forms.waste import WASTE_FORMS

FORMS: tuple[Form, ...] = (SALES, RECEIPTS, *WASTE_FORMS, *REGISTER_FORMS)

_BY_NAME = {form.name: form for form in FORMS}


def form_named(name: str, pointer: str = "/form") -> Form:
    """The form of this name; FileRefused when there is none."""
    if name not in _BY_NAME:
        words = {"form": name, "forms": ", ".join(_BY_NAME)}
        raise FileRefused(Fault("unknown_form", pointer, words))
    return _BY_NAME[name]
