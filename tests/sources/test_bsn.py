"""The eleven-test and what is refused: a citizen service number appears nowhere once it has been read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.models import Rejected
from matcher.sources import bsn

BSN = "123456782"

NUMBERS = [
    ("the-usual-example", BSN, True),
    ("another-example", "111222333", True),
    ("leading-zero", "012345672", True),
    ("last-digit-changed", "123456781", False),
    ("two-digits-swapped", "213456782", False),
    ("all-zero", "000000000", False),
    ("eight-digits", "12345672", False),
    ("ten-digits", "1234567820", False),
    ("letters", "12345678a", False),
    ("other-script", "١٢٣٤٥٦٧٨٢", False),
]


@pytest.mark.parametrize(("digits", "passes"), [n[1:] for n in NUMBERS], ids=[n[0] for n in NUMBERS])
def test_eleven_test(digits: str, passes: bool) -> None:
    assert bsn.passes_eleven_test(digits) is passes


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_never_passes(digits: str, at: int, step: int) -> None:
    wrong = digits[:at] + str((int(digits[at]) + step) % 10) + digits[at + 1 :]
    assert not (bsn.passes_eleven_test(digits) and bsn.passes_eleven_test(wrong))


KEYS = [
    ("plain", "BSN", True),
    ("lower", "bsn", True),
    ("spaced", " B S N ", True),
    ("in-a-name", "clientBsnNummer", True),
    ("in-full", "Burger service-nummer", True),
    ("abbreviated", "burgerservicenr", True),
    ("former-name", "SoFi nummer", True),
    ("occupation", "beroepsnaamGecodeerd", False),
    ("postcode", "Postcode", False),
]


@pytest.mark.parametrize(("key", "says"), [k[1:] for k in KEYS], ids=[k[0] for k in KEYS])
def test_which_keys_say_bsn(key: str, says: bool) -> None:
    assert bsn.says_bsn(key) is says


REFUSED = [
    ("text", {"BSN": BSN}, 1),
    ("number", {"bsn": 123456782}, 1),
    ("spreadsheet-number", {"bsn": 123456782.0}, 1),
    ("lost-leading-zero", {"bsn": 12345672}, 1),
    ("with-dots", {"BSN": "1234.56.782"}, 1),
    ("deep-in-the-tree", {"a": [{"b": {"Burgerservicenummer": {"waarde": [BSN]}}}]}, 1),
    ("in-the-key-itself", {"bsn 123456782": "x"}, 1),
    ("scheme-beside-it", {"persoon": {"value": BSN, "schemeAgencyId": "BSN"}}, 1),
    ("in-a-sentence", {"persoonlijkePresentatie": f"Mijn BSN is {BSN}, bel mij."}, 1),
    ("three", {"bsn": BSN, "p": [{"sofinummer": BSN}, {"BSN": "111222333"}]}, 3),
    ("blanked", {"BSN": "REMOVED"}, 0),
    ("fails-the-test", {"BSN": "123456789"}, 0),
    ("telephone", {"telefoonnummer": "0591-123456"}, 0),
]


@pytest.mark.parametrize(("body", "times"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_is_refused_is_counted_and_gone(body: dict[str, Any], times: int) -> None:
    odd: list[str] = []
    safe = bsn.refuse(body, "f:1", odd)
    for number in (BSN, "1234.56.782", "12345672", "111222333"):
        assert number not in repr(safe) + repr(odd)
    notes = [f"{bsn.NOTE} ({times} numbers)"] if times > 1 else [bsn.NOTE] * times
    assert odd == notes
    again: list[str] = []
    assert bsn.refuse(safe, "f:1", again) == safe
    assert again == odd


def test_under_a_key_that_says_so_nothing_is_kept_even_if_it_fails_the_test() -> None:
    assert bsn.redact({"BSN": "123456789", "x": 1}) == {"BSN": None, "x": 1}


IDS = [
    ("plain", BSN, True),
    ("number", 123456782, True),
    ("with-a-prefix", f"WZ-{BSN}", True),
    ("grouped", "1234 56 782", True),
    ("fails-the-test", "123456789", False),
    ("longer-number", "9912345678", False),
    ("hexadecimal", "d2c58e62b1ff434880e279fe162cd316", False),
]


@pytest.mark.parametrize("key", ["id", "ID_WZ", "idWerkzoekende"])
@pytest.mark.parametrize(("value", "refused"), [i[1:] for i in IDS], ids=[i[0] for i in IDS])
def test_an_identifier_that_is_a_bsn_refuses_the_record(key: str, value: object, refused: bool) -> None:
    record = bsn.screen(f"{BSN}.json:3", {key: value})
    assert isinstance(record, Rejected) is refused
    assert BSN not in repr(record)
    if refused:
        with pytest.raises(InputError) as error:
            bsn.refuse({key: value}, "f.json:3", [])
        assert str(error.value).startswith(f"f.json:3, field {key}: ")
        assert str(value) not in str(error.value) + repr(error.value)


def test_nesting_without_end_is_cut_off() -> None:
    deep: dict[str, Any] = {"bsn": BSN}
    for _ in range(400):
        deep = {"a": [deep]}
    assert BSN not in repr(bsn.redact(deep))
