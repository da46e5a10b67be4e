// @ts-check
/**
 * Place names in any spelling or script, brought to keys: `geocontrol/names.py` once
 * more. Latin letters lose their marks; letters that no decomposition takes apart
 * are few and listed.
 */

const ARABIC = /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]/;
const ARABIC_MARKS = /[\u064b-\u065f\u0670\u0640\u06d6-\u06ed]/g;
const ARABIC_LETTERS = new Map(Object.entries({
  "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ؤ": "و", "ئ": "ي", "ء": "", "ک": "ك", "گ": "ك", "ی": "ي",
}));
const APOSTROPHES = /['`´ʻʼʽʾʿ‘’ʹ]/g;
const ARTICLE = /^(?:al|el|il|ul|ash|as|ad|adh|ar|at|ath|an|az|es|esh|er|et|ed)$/;
const WORDS = new Map(Object.entries({
  tell: "tel", tall: "tel", tal: "tel", til: "tel", kafar: "kfr", kafr: "kfr", kfar: "kfr", kefr: "kfr", kafer: "kfr",
  deir: "dir", dayr: "dir", der: "dir", dair: "dir", bou: "abu", bu: "abu", abo: "abu", albu: "abu", umm: "um", om: "um",
  saint: "st", sheik: "shikh", shekh: "shikh", cheikh: "shikh", governate: "governorate", province: "governorate",
}));
const SOUNDS = [
  ["ou", "u"], ["oo", "u"], ["ee", "i"], ["ei", "i"], ["ai", "i"], ["ay", "i"], ["ey", "i"], ["y", "i"], ["w", "u"],
  ["o", "u"], ["e", "i"], ["ch", "sh"], ["dj", "j"], ["dh", "d"], ["th", "t"], ["gh", "g"], ["kh", "k"], ["q", "k"],
  ["c", "k"], ["z", "s"],
];
const LATIN = new Map(Object.entries({
  "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ß": "ss", "–": "-", "—": "-",
}));
const ARABIC_LATIN = new Map(Object.entries({
  "ا": "", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
  "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "dh", "ع": "`", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
  "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "پ": "p", "چ": "ch", "ژ": "zh", "ڤ": "v", "ڕ": "r",
  "ێ": "e", "ۆ": "o", "ە": "e", "ڵ": "l", "ھ": "h",
}));

/** @param {string} text */
function isArabic(text) {
  return ARABIC.test(text);
}

/** A name without case, accents, vowel signs and punctuation. @param {string} text */
function foldName(text) {
  let out = text.normalize("NFKC").toLowerCase().replace(/ß/g, "ss");
  if (isArabic(out)) {
    out = out.replace(ARABIC_MARKS, "").replace(/[أإآٱةىؤئءکگی]/g, (letter) => ARABIC_LETTERS.get(letter) ?? letter);
  } else {
    out = out.replace(APOSTROPHES, "").normalize("NFD").replace(/[\u0300-\u036f]/g, "")
      .replace(/[^\u0000-\u007f]/g, (letter) => LATIN.get(letter) ?? letter).replace(APOSTROPHES, "");
  }
  return out.replace(/[^\p{L}\p{N}\p{M}]+/gu, " ").trim();
}

/** @param {string} word */
function soundOf(word) {
  let out = word;
  for (const [spelling, sound] of SOUNDS) out = out.split(spelling).join(sound);
  out = out.replace(/(.)\1+/gu, "$1");
  const stem = out.replace(/(?:ah|at|a|ih|i)$/, "");
  return stem.length >= 3 ? stem : out;
}

/** What different spellings of one name have in common. @param {string} text */
function soundKey(text) {
  const folded = foldName(text);
  const parts = folded.split(" ").filter(Boolean);
  if (isArabic(folded)) return parts.map((word) => word.replace(/^ال(?=..)/, "")).join(" ");
  const kept = parts.filter((word) => !ARTICLE.test(word));
  return (kept.length ? kept : parts)
    .map((word) => soundOf(WORDS.get(word) ?? word.replace(/\b(?:al|el)(?=[a-z]{5,})/g, ""))).join(" ");
}

/** The consonants of a name in Latin letters. @param {string} text */
function skeletonOf(text) {
  let latin = soundKey(text);
  if (isArabic(latin)) latin = [...latin].map((letter) => ARABIC_LATIN.get(letter) ?? (ARABIC.test(letter) ? "" : letter)).join("");
  for (const [spelling, sound] of SOUNDS) latin = latin.split(spelling).join(sound);
  return latin.replace(/[aeiouyw']/g, "").replace(/h/g, "").replace(/ /g, "").replace(/(.)\1+/gu, "$1");
}
