/** Read JSON that must stand in its one canonical form (RFC 8785, restricted), so that any other writing is refused. */

import { fromBase64, same, textOf, toBase64, utf8 } from "./bytes.js";
import { unreadable } from "./refusals.js";

const DEEPEST = 900;
const LARGEST = 2 ** 53;

/** The canonical bytes of a value of JSON. Throws Refused `unreadable` for what the restriction does not allow. */
export const canonical = (value) => utf8(written(value, 0));

/** `{body, bytes, signature}` of a file `{name: {…}, "signature": …}` that stands in its canonical form. */
export function readSigned(data, name, largest) {
  const file = readCanonical(data, largest);
  const signature = typeof file.signature === "string" ? fromBase64(file.signature) : null;
  const whole = Object.keys(file).sort().join() === [name, "signature"].sort().join();
  if (!whole || !isObject(file[name]) || !signature || toBase64(signature) !== file.signature) throw unreadable();
  return { body: file[name], bytes: canonical(file[name]), signature };
}

/** The object of canonical JSON, at most `largest` bytes. Throws Refused `unreadable`. */
export function readCanonical(data, largest) {
  const text = data.length > largest ? null : textOf(data);
  if (text === null) throw unreadable();
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable();
  }
  if (!isObject(value) || !same(canonical(value), data)) throw unreadable();
  return value;
}

/** True for an object of JSON, no array. */
export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

function written(value, depth) {
  if (depth > DEEPEST) throw unreadable();
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return writtenText(value);
  if (typeof value === "number") return writtenNumber(value);
  if (Array.isArray(value)) return `[${value.map((one) => written(one, depth + 1)).join(",")}]`;
  const keys = Object.keys(value).sort();
  if (!keys.every((key) => /^[\0-\x7f]*$/.test(key))) throw unreadable();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${written(value[key], depth + 1)}`).join(",")}}`;
}

function writtenText(text) {
  if (/\p{Cs}/u.test(text) || text.normalize("NFC") !== text) throw unreadable();
  return JSON.stringify(text);
}

function writtenNumber(number) {
  if (!Number.isInteger(number) || Object.is(number, -0) || Math.abs(number) >= LARGEST) throw unreadable();
  return String(number);
}
