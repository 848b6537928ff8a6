"""German spellings that a Dutch word could have by the sound laws and the two spellings; the last resort.

A form counts where it is a known German word; otherwise only the differences of spelling are applied.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# Endings and letters that the two languages only spell differently.
SPELLING: tuple[tuple[str, str], ...] = (
    (r"tie$", "tion"),
    (r"ties$", "tionen"),
    (r"iteit$", "itaet"),
    (r"eren$", "ieren"),
    (r"ering$", "ierung"),
    (r"heid$", "heit"),
    (r"lijk(?=e?$)", "lich"),
    (r"logie$", "logie"),
    (r"isch(?=e?$)", "isch"),
    (r"eel$", "ell"),
    (r"ica$", "ik"),
    (r"isme$", "ismus"),
    (r"oog$", "oge"),
    (r"ief$", "iv"),
    (r"ieve$", "ive"),
    (r"air$", "aer"),
    (r"eus$", "oes"),
    (r"schap$", "schaft"),
    (r"zaam(?=heid|$)", "sam"),
    (r"^eco", "oeko"),
    (r"pedi(?=[aes])", "paedi"),
    (r"^kw", "qu"),
    (r"(?<=[a-z]{3})techniek", "technik"),
    (r"iek$", "ik"),
    (r"leer$", "lehre"),
    (r"ij", "ei"),
    (r"ks", "x"),
    (r"c(?=[aoulrt])", "k"),
    (r"c(?=[eiy])", "z"),
    (r"q(?=u)", "q"),
    (r"oe", "u"),
    (r"([aeou])\\1", r"\\1"),
)
# Sounds that differ by law; each alone is only sometimes true, so the result must be a known word.
SOUNDS: tuple[tuple[str, str], ...] = (
    (r"atie$", "ierung"),
    (r"f", "ph"),
    (r"^t(?=[eiy])", "th"),
    (r"^z", "s"),
    (r"(?<!^)z", "s"),
    (r"^s(?=[lmnw])", "sch"),
    (r"^t(?=[aeiouw])", "z"),
    (r"t$", "z"),
    (r"t$", "ss"),
    (r"tt|(?<=[aeiou])t(?=[aeiou])", "ss"),
    (r"tt", "tz"),
    (r"^d", "t"),
    (r"d$", "t"),
    (r"d(?=e)", "t"),
    (r"^p(?=[aefilor])", "pf"),
    (r"p$", "f"),
    (r"pp|(?<=[aeiou])p(?=[aeiou])", "ff"),
    (r"k$", "ch"),
    (r"(?<=[aeiou])k(?=[aeiou])", "ch"),
    (r"f$", "b"),
    (r"(?<=[aeiou])v(?=[aeiou])", "b"),
    (r"v", "f"),
    (r"cht$", "ft"),
    (r"oo", "au"),
    (r"ee", "ei"),
    (r"aa", "ah"),
    (r"ui", "au"),
    (r"ui", "aeu"),
    (r"uu", "au"),
    (r"ij", "i"),
    (r"oe", "ue"),
    (r"eu", "oe"),
    (r"ou(?=[dt])", "al"),
    (r"en$", ""),
    (r"$", "e"),
)
MOST_FORMS = 400


def cognates(word: str, known: Callable[[str], bool]) -> list[str]:
    """German spellings of a folded Dutch word, at most two: a known word by the sound laws, and the mere respelling."""
    respelled = _respelled(word)
    if known(respelled):
        return [respelled] if respelled != word else []
    by_sound = next((form for form in _forms(word) if form != word and known(form)), None)
    return [form for form in dict.fromkeys((by_sound, respelled)) if form and form != word]


def _respelled(word: str) -> str:
    for pattern, replacement in SPELLING:
        word = re.sub(pattern, replacement, word)
    return word


def _forms(word: str) -> list[str]:
    """The word with any of the rules applied, fewest changes first."""
    forms = {word: 0}
    for pattern, replacement in (*SOUNDS, *SPELLING):
        for form, changes in list(forms.items()):
            changed = re.sub(pattern, replacement, form)
            if changed != form and len(forms) < MOST_FORMS:
                forms[changed] = min(changes + 1, forms.get(changed, 99))
    return sorted(forms, key=lambda form: (forms[form], form))
