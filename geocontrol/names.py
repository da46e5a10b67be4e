"""
Place names in any spelling or script, brought to keys that can be compared.

Romanised Arabic has no fixed spelling: the same town is Khan Shaykhun and Khan
Sheikhoun, Tall Rif'at and Tel Rifaat. `fold` forgets case, accents and punctuation;
`sound_key` also forgets what romanisations differ in (articles, long vowels,
doubled letters, the choice between q and k); `skeleton` keeps consonants alone, the
only thing that a name in Arabic script surely tells.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640\u06d6-\u06ed]")
_ARABIC_LETTERS = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ة": "ه",
        "ى": "ي",
        "ؤ": "و",
        "ئ": "ي",
        "ء": "",
        "ک": "ك",
        "گ": "ك",
        "ی": "ي",
    }
)
_APOSTROPHES = re.compile(r"['`´ʻʼʽʾʿ‘’ʹ]")
_NOT_WORD = re.compile(r"[^\w]+|_")
_ARTICLE = re.compile(
    r"^(?:al|el|il|ul|ash|as|ad|adh|ar|at|ath|an|az|es|esh|er|et|ed)$"
)
_ARABIC_ARTICLE = re.compile(r"^ال(?=..)")
_ELIDED = re.compile(r"\b(?:al|el)(?=[a-z]{5,})")
_WORDS = {
    "tell": "tel",
    "tall": "tel",
    "tal": "tel",
    "til": "tel",
    "kafar": "kfr",
    "kafr": "kfr",
    "kfar": "kfr",
    "kefr": "kfr",
    "kafer": "kfr",
    "deir": "dir",
    "dayr": "dir",
    "der": "dir",
    "dair": "dir",
    "bou": "abu",
    "bu": "abu",
    "abo": "abu",
    "albu": "abu",
    "umm": "um",
    "om": "um",
    "saint": "st",
    "sheik": "shikh",
    "shekh": "shikh",
    "cheikh": "shikh",
    "governate": "governorate",
    "province": "governorate",
}
_SOUNDS = (
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ei", "i"),
    ("ai", "i"),
    ("ay", "i"),
    ("ey", "i"),
    ("y", "i"),
    ("w", "u"),
    ("o", "u"),
    ("e", "i"),
    ("ch", "sh"),
    ("dj", "j"),
    ("dh", "d"),
    ("th", "t"),
    ("gh", "g"),
    ("kh", "k"),
    ("q", "k"),
    ("c", "k"),
    ("z", "s"),
)
_DOUBLED = re.compile(r"(.)\1+")
_FINAL_A = re.compile(r"(?:ah|at|a|ih|i)$")
_VOWELS = re.compile(r"[aeiouyw']")
MIN_STEM = 3


def is_arabic(text: str) -> bool:
    """Tell whether a text has letters of the Arabic script."""
    return bool(_ARABIC.search(text))


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """
    Return a name without case, accents, vowel signs and punctuation.

    Examples
    --------
    >>> fold("Tall Rif‘at"), fold("خَان شيخون")
    ('tall rifat', 'خان شيخون')
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    if is_arabic(text):
        text = _ARABIC_MARKS.sub("", text).translate(_ARABIC_LETTERS)
    else:
        text = _APOSTROPHES.sub("", anyascii(_APOSTROPHES.sub("", text)).casefold())
    return " ".join(_NOT_WORD.sub(" ", text).split())


@lru_cache(maxsize=65_536)
def sound_key(text: str) -> str:
    """
    Return what different spellings of one name have in common.

    Examples
    --------
    >>> sound_key("Khan Shaykhūn") == sound_key("Khan Sheikhoun")
    True
    >>> sound_key("al-Bāb") == sound_key("El Bab")
    True
    """
    folded = fold(text)
    words = folded.split()
    if is_arabic(folded):
        return " ".join(_ARABIC_ARTICLE.sub("", word) for word in words)
    kept = [w for w in words if not _ARTICLE.match(w)] or words
    return " ".join(_sound(_WORDS.get(w, _ELIDED.sub("", w))) for w in kept)


def _sound(word: str) -> str:
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    word = _DOUBLED.sub(r"\1", word)
    stem = _FINAL_A.sub("", word)
    return stem if len(stem) >= MIN_STEM else word


@lru_cache(maxsize=65_536)
def skeleton(text: str) -> str:
    """
    Return the consonants of a name in Latin letters, whatever its script.

    Examples
    --------
    >>> skeleton("سراقب") == skeleton("Saraqib")
    True
    """
    key = sound_key(text)
    latin = anyascii(key).casefold() if is_arabic(key) else key
    for spelling, sound in _SOUNDS:
        latin = latin.replace(spelling, sound)
    bare = _VOWELS.sub("", latin).replace("h", "")
    return _DOUBLED.sub(r"\1", bare.replace(" ", ""))
