"""Which single things can be wrong with an EPCIS document, and how each is said."""

from __future__ import annotations

EPCIS_FAULTS: dict[str, str] = {
    # the text
    "json_too_deep": "Objects here nest at most {limit} deep; at byte {position} it is one more.",
    "json_byte": "Up to byte {position} it reads as JSON, and no further.",
    "json_twice": "The name {name} stands twice in one object, and only one of them can be meant.",
    "json_number": "A number here has at most {limit} digits.",
    "json_half_character": "A text holds half of a character (a lone surrogate).",
    "not_xml": "This is no XML: {problem}.",
    "xml_doctype": "XML with a document type is not taken.",
    "xml_too_deep": "Elements here nest at most {limit} deep.",
    "epcis_too_many_events": "A document holds at most {limit} events; this one has {count}.",
    "epcis_too_many_to_undo": (
        "All or none is possible for up to {limit} events; this document has {count}."
        " Divide it, or send it with GS1-Capture-Error-Behaviour: proceed."
    ),
    # the form
    "epcis_not_an_address": "{value} is no address (a URN, or https://…).",
    "epcis_not_a_number": "A number is expected here, not a text.",
    "epcis_unknown_word": (
        "{value} is neither a word of the vocabulary ({choices}) nor an address of your own."
    ),
    "epcis_offset_form": "An offset is written like +08:00.",
    "epcis_unit_form": "A unit of measure is a code of two or three capitals and digits, as KGM.",
    "epcis_field_without_namespace": (
        "EPCIS does not know the field {field} here; one of your own needs a prefix."
    ),
    "epcis_ilmd_misplaced": "Master data (ilmd) belong to an event of action ADD only.",
    "epcis_about_nothing": "This {event} names nothing that it is about.",
    # what the schema cannot see
    "epcis_check_digit": "The check digit of {value} is wrong ({reason}).",
    "epcis_link_wrong": "{value} breaks a rule of GS1 ({reason}).",
    "epcis_no_parent": "Whoever packs must say into what: the parent is missing.",
    "epcis_negative": "A quantity cannot be less than zero.",
    "epcis_unknown_unit": "The unit {unit} is not known; units of mass are {known}.",
    "epcis_offset_differs": (
        "The time has the offset {stated}, the field beside it says {offset}; the time counts."
    ),
    # what it is among our scans
    "epcis_no_step": (
        "No scan of this house is an event of type {type}, action {action} and step {step}."
    ),
    "epcis_no_place": "Neither bizLocation nor readPoint says where it happened.",
    "epcis_no_pieces": (
        "Batteries without a code are counted, too: plumbline:details needs plumbline:pieces"
        " from 1 to {limit}."
    ),
    "epcis_no_material": (
        "It is not said what this lot is made of: plumbline:lots needs plumbline:material."
    ),
    "epcis_output_without_mass": (
        "What comes out of a treatment is weighed: name it in outputQuantityList."
    ),
    "epcis_mass_unit": "A mass is expected here: KGM, GRM or TNE.",
    "epcis_name_taken": "Another event was already captured under this eventID.",
    "epcis_unknown_event": "No event of yours has the id that this declaration is about.",
    "epcis_not_kept": "EPCIS says more here than a scan can hold; this part is not kept.",
}
