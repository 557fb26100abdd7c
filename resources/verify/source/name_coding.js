/** A learner's name in few bytes, as the certificate's code holds it. Every name has one coding, every coding one name. */

import { same, textOf, utf8 } from "./bytes.js";

const SPECIAL = new Map([["\u200d", 1], ["\u200c", 2], ["’", 3]]);
const SPECIAL_SIGN = new Map([...SPECIAL].map(([sign, number]) => [number, sign]));
const NOT_PRINTED = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** The bytes of `name`, or null for one that is not NFC or holds a sign that is never printed. */
export function encodeName(name) {
  if (name.normalize("NFC") !== name) return null;
  const signs = [...name];
  if (signs.some((sign) => !SPECIAL.has(sign) && NOT_PRINTED.test(sign))) return null;
  const numbers = signs.map(byteOf);
  return numbers.includes(null) ? Uint8Array.of(0, ...utf8(name)) : Uint8Array.from(numbers);
}

/** The name that `encodeName` wrote, or null for bytes that it could not have written. */
export function decodeName(bytes) {
  const name = bytes[0] === 0 ? textOf(bytes.subarray(1)) : Array.from(bytes, signOf).join("");
  const again = name === null ? null : encodeName(name);
  return again && same(again, bytes) ? name : null;
}

function byteOf(sign) {
  const point = sign.codePointAt(0);
  if (point >= 0x0980 && point < 0x0a00) return point - 0x0980 + 0x80;
  return point >= 0x20 && point < 0x7f ? point : SPECIAL.get(sign) ?? null;
}

function signOf(number) {
  if (number >= 0x80) return String.fromCharCode(number - 0x80 + 0x0980);
  return number >= 0x20 && number < 0x7f ? String.fromCharCode(number) : SPECIAL_SIGN.get(number) ?? "\0";
}
