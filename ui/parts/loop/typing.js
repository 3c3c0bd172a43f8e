// Digits typed without a pause become dates and numbers in the style of the book. What could mean two things stays as typed.
const CENTURIES = /^(19|20)/;
const EIGHT = /^(\d\d)(\d\d)(\d{4})$/;
const SIX = /^(\d\d)(\d{4})$/;
const VOLUME = /^\d{1,3}([/.-])\d{4}$/;
const DATE = /^(?:\d{1,2}([/.-]))?\d{1,2}([/.-])\d{4}$/;

// kind: of the value; sample: texts of the same book, the more telling first.
export function written(text, kind, samples) {
  if (kind === "partial_date") return date(text, separator(samples, DATE, "/")) ?? text;
  if (kind === "number") {
    const between = separator(samples, VOLUME, "");
    const parts = between && SIX.exec(text);
    return parts && CENTURIES.test(parts[2]) ? parts[1] + between + parts[2] : text;
  }
  return text;
}

function date(digits, between) {
  const full = EIGHT.exec(digits);
  if (full) {
    const [, day, month, year] = full;
    return CENTURIES.test(year) && exists(day, month, year) ? [day, month, year].join(between) : null;
  }
  // 051989 cannot be a day, month and year of two digits: there is no month 19 or 20.
  const short = SIX.exec(digits);
  if (!short || !CENTURIES.test(short[2]) || !exists(1, short[1], short[2])) return null;
  return short.slice(1).join(between);
}

function exists(day, month, year) {
  const there = new Date(Date.UTC(Number(year), month - 1, Number(day)));
  return there.getUTCMonth() === month - 1 && there.getUTCDate() === Number(day) && Number(month) > 0;
}

// The sign most samples have between their parts.
function separator(samples, pattern, usual) {
  const counts = new Map();
  for (const sample of samples) {
    const found = pattern.exec(sample);
    const sign = found?.[1] ?? found?.[2];
    if (sign) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? usual;
}

// An identity number typed in groups is one number: of 9 digits until 2016, of 12 since.
export function spaceless(text, kind) {
  if (kind !== "id_number") return text;
  const digits = text.replace(/[ .]/g, "");
  return /^(\d{9}|\d{12})$/.test(digits) ? digits : text;
}
