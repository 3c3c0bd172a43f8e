// Swaps the tone of a syllable: one chord a tone, by the letters that Telex has for them.
export const TONES = { level: "", falling: "\u0300", rising: "\u0301", asking: "\u0309", tumbling: "\u0303", heavy: "\u0323" };
const MARKS = /[\u0300\u0301\u0303\u0309\u0323]/g;
const LETTER = /\p{L}|\p{M}/u;
const VOWELS = new Set("aăâeêioôơuưy");
const MARKED = new Set("ăâêôơư");

// Returns the text with another tone on the syllable at the caret, and where the caret is then.
export function swapTone(text, caret, tone) {
  const whole = text.normalize("NFC");
  const at = text.slice(0, caret).normalize("NFC").length;
  const [start, end] = syllable(whole, at);
  if (start === end) return { text: whole, caret: at };
  const toned = withTone(whole.slice(start, end), TONES[tone]);
  return { text: whole.slice(0, start) + toned + whole.slice(end), caret: start + toned.length };
}

// The letters around the caret, or those before it.
function syllable(text, caret) {
  let end = caret;
  while (end < text.length && LETTER.test(text[end])) end++;
  let start = caret;
  while (start > 0 && LETTER.test(text[start - 1])) start--;
  if (start < end || start === 0) return [start, end];
  let last = start;
  while (last > 0 && !LETTER.test(text[last - 1])) last--;
  return last ? syllable(text, last) : [start, start];
}

function withTone(word, mark) {
  const letters = [...word];
  const before = letters.findIndex((letter) => strip(letter) !== letter);
  const plain = letters.map(strip);
  const bearer = before >= 0 ? before : bearerOf(plain.map((letter) => letter.toLowerCase()));
  if (bearer >= 0) plain[bearer] = (plain[bearer] + mark).normalize("NFC");
  return plain.join("");
}

// A letter without its tone; â, ơ and the like keep what makes them letters of their own.
export function strip(letter) {
  return letter.normalize("NFD").replace(MARKS, "").normalize("NFC");
}

// The older place of the mark (hòa, thúy), which registers have; a syllable that carries one keeps its place.
function bearerOf(plain) {
  const first = plain.findIndex((letter, i) => VOWELS.has(letter) && !ofOnset(plain, i));
  if (first < 0) return -1;
  let end = first;
  while (end < plain.length && VOWELS.has(plain[end])) end++;
  for (let i = end - 1; i >= first; i--) if (MARKED.has(plain[i])) return i;
  if (end < plain.length) return end - 1;
  return end - first === 3 ? first + 1 : first;
}

// The u of «quý» and the i of «già» are no vowels; the i of «gì» is one.
function ofOnset(plain, i) {
  if (i !== 1) return false;
  const more = VOWELS.has(plain[2]);
  return more && ((plain[0] === "q" && plain[1] === "u") || (plain[0] === "g" && plain[1] === "i"));
}
