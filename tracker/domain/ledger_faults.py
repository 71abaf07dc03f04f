"""Which single things can be wrong with a ledger's file or its cells, and how to mend them."""

from __future__ import annotations

LEDGER_FAULTS: dict[str, str] = {
    # the file
    "disk_full": (
        "The server's disk is full. What is booked stays booked; the import goes on by itself when"
        " there is room again."
    ),
    "file_old_excel": (
        "This is a workbook of old Excel (.xls), whatever its name says."
        " Open it, save it as .xlsx, and send that."
    ),
    "file_encrypted": (
        "The file is protected by a password. Save a copy without it, and send that."
    ),
    "file_other_format": (
        "This is neither an .xlsx workbook nor a .csv text."
        " Open it in Excel or WPS, save it as .xlsx, and send that."
    ),
    "file_bomb": (
        "The file unpacks to far more than its size: over {limit} MB. It is not opened;"
        " copy the rows into our template."
    ),
    "file_document_type": "The file holds definitions that no spreadsheet needs; it is not opened.",
    "file_damaged": "The file is damaged and cannot be read: {problem}.",
    "file_encoding": "The text is neither UTF-8 nor GB18030; save the sheet as .xlsx instead.",
    "sheet_empty": "The file holds no rows below its heads.",
    "sheet_too_wide": (
        "The cells of the sheet lie too far apart: {rows} rows by {columns} columns."
        " Delete what lies outside the table."
    ),
    "too_many_rows": "A file holds at most {limit} rows; divide it.",
    "too_many_rows_out": "There are more than {limit} rows; ask for a shorter period.",
    "heads_unknown": "No row of heads was found that fits a form; compare it with the template.",
    "head_missing": "The column {column} is missing.",
    "head_twice": "The column {column} stands there twice.",
    "unknown_form": "There is no form {form}. Known are: {forms}.",
    "site_not_named": "Neither the row nor the import says which site it is about.",
    # a cell
    "cell_formula": (
        "The formula has no stored result."
        " Open the file in Excel or WPS, save it, and send it again."
    ),
    "cell_error": "The cell shows an error instead of a value: {value}.",
    "cell_code_rounded": (
        "The program that made this file turned the long code into a number and lost its last"
        " digits. Set the column's format to text, enter the code again, and send the file."
    ),
    "cell_mass": "A mass here is a number with its unit, such as 1.2 t or 15.5 kg.",
    "cell_unit": "The unit {unit} is not one of mass; t, kg and g are understood.",
    "cell_unit_missing": "It is not said whether this is tonnes or kilograms.",
    "cell_day": "A day here is written like 2026-10-02, 2026/10/2 or 2026年10月2日.",
    "cell_truth": "Yes or no is expected here.",
    # a row
    "row_repeated": "Row {row} says the same.",
    "lot_in_part": (
        "The lots weigh {whole} t and this takes {part} t of them. A part cannot be followed by"
        " itself: enter it in the ledgers before this one as a batch of its own."
    ),
    "unknown_receiver": "No site of {name} is registered; enter the site's code.",
}
