/** From the text that a scanner read back to the signed bytes: a programme's prefix, then one decimal number. */

import { bytesOf } from "./bytes.js";
import { alteredCode, unreadable } from "./refusals.js";

const MOST_DIGITS = 1000;
const LONGEST_PREFIX = 20;

/** The bytes of a scanned text, behind whatever prefix a programme has had. Throws Refused `altered` for any other,
 * `unreadable` for one that is longer than any code. */
export function fromText(text) {
  const prefix = text.replace(/[0-9]+$/, "");
  if (!usablePrefix(prefix)) throw alteredCode();
  return numberBytes(text.slice(prefix.length));
}

/** True if certificates' codes may begin so: ASCII, short, and no digit at its end. */
export const usablePrefix = (prefix) => prefix.length <= LONGEST_PREFIX && /^[ -~]*$/.test(prefix) && !/[0-9]$/.test(prefix);

/** What a code's bytes begin to be. */
export const kindOf = (data) => ({ 0x01: "credential", 0x8a: "grants" })[data[0]] ?? "unknown";

function numberBytes(digits) {
  if (digits.length > MOST_DIGITS) throw unreadable();
  if (!/^[0-9]+$/.test(digits)) throw alteredCode();
  const count = Math.floor(((10n ** BigInt(digits.length)).toString(2).length - 1) / 8);
  const number = BigInt(digits);
  const fits = count > 0 && digitCount(count) === digits.length && number < 1n << BigInt(8 * count);
  if (!fits) throw alteredCode();
  return bytesOf(number, count);
}

const digitCount = (bytes) => ((1n << BigInt(8 * bytes)) - 1n).toString().length;
