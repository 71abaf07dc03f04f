"""Are the vocabularies whole, and is a word known in each of its spellings?"""

from __future__ import annotations

from tracker.exports.epcis import words


def test_the_vocabularies_have_as_many_words_as_the_standard() -> None:
    counted = [
        len(one.words)
        for one in (
            words.BIZ_STEPS,
            words.DISPOSITIONS,
            words.TRANSACTIONS,
            words.PARTIES,
            words.REASONS,
            words.MEASUREMENTS,
        )
    ]
    assert counted == [41, 33, 13, 3, 2, 72]


def test_a_word_is_known_by_its_address_its_urn_and_its_prefix() -> None:
    for spelling in (
        "shipping",
        "cbv:BizStep-shipping",
        "https://ref.gs1.org/cbv/BizStep-shipping",
        "urn:epcglobal:cbv:bizstep:shipping",
    ):
        assert words.BIZ_STEPS.bare(spelling) == "shipping"
        assert words.BIZ_STEPS.full(spelling) == "https://ref.gs1.org/cbv/BizStep-shipping"


def test_a_word_of_ones_own_stays_as_it_is() -> None:
    own = "https://example.com/steps/grading"
    assert words.BIZ_STEPS.full(own) == own
    assert not words.BIZ_STEPS.has(own)
