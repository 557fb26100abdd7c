/** From the text that a scanner read back to the signed bytes: the programme's prefix, then one decimal number. */

import { bytesOf } from "./bytes.js";
import { alteredCode } from "./refusals.js";

const MOST_DIGITS = 1000;

/** The bytes of a scanned text that begins with one of `prefixes`. Throws Refused `altered` for any other text. */
export function fromText(text, prefixes) {
  const fitting = prefixes.filter((prefix) => text.startsWith(prefix));
  if (!fitting.length) throw alteredCode();
  const longest = fitting.reduce((a, b) => (b.length > a.length ? b : a));
  return numberBytes(text.slice(longest.length));
}

/** What a code's bytes begin to be. */
export const kindOf = (data) => ({ 0x01: "credential", 0x8a: "grants" })[data[0]] ?? "unknown";

function numberBytes(digits) {
  if (!/^[0-9]+$/.test(digits) || digits.length > MOST_DIGITS) throw alteredCode();
  const count = Math.floor(((10n ** BigInt(digits.length)).toString(2).length - 1) / 8);
  const number = BigInt(digits);
  const fits = count > 0 && digitCount(count) === digits.length && number < 1n << BigInt(8 * count);
  if (!fits) throw alteredCode();
  return bytesOf(number, count);
}

const digitCount = (bytes) => ((1n << BigInt(8 * bytes)) - 1n).toString().length;
