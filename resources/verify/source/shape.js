/** Whether a value of JSON has the fields that a format says, and what they come to: bytes, days, lists of them. */

import { fromBase64, toBase64 } from "./bytes.js";
import { dayOf } from "./days.js";
import { unreadable } from "./refusals.js";
import { isObject } from "./strict_json.js";

const wanted = (value) => {
  if (value === undefined || value === null) throw unreadable();
  return value;
};

/** A field's reader takes the value and returns what it stands for, or throws Refused `unreadable`. */
export const text = (value) => wanted(typeof value === "string" ? value : null);
export const flag = (value) => wanted(typeof value === "boolean" ? value : null);
export const whole = (value) => wanted(Number.isInteger(value) ? value : null);
export const bytes = (value) => wanted(fromBase64(text(value)));
export const day = (value) => wanted(dayOf(text(value)));
export const oneOf = (...words) => (value) => wanted(words.includes(value) ? value : null);
export const orNull = (read) => (value) => (value === null ? null : read(value));
export const optional = (read, otherwise) => Object.assign((value) => read(value), { otherwise });

const LEARNER = /^[0-9A-HJKMNP-TV-Z]{13}$/;

/** A learner's id: 13 characters of Crockford's base 32 in their one form. */
export const learner = (value) => wanted(LEARNER.test(text(value)) ? value : null);

/** A list whose every member `read` takes. */
export const listOf = (read) => (value) => {
  if (!Array.isArray(value)) throw unreadable();
  return value.map(read);
};

/** An object whose every value `read` takes. */
export const tableOf = (read) => (value) => {
  if (!isObject(value)) throw unreadable();
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, read(one)]));
};

/** Bytes in the one form that base64 has. */
export const exactBytes = (value) => wanted(toBase64(bytes(value)) === value ? bytes(value) : null);

/** An object with exactly these fields. */
export const exact = (fields) => (value) => {
  if (!isObject(value) || Object.keys(value).some((name) => !Object.hasOwn(fields, name))) throw unreadable();
  return shape(fields)(value);
};

/** An object with these fields; others are passed over. */
export const shape = (fields) => (value) => {
  if (!isObject(value)) throw unreadable();
  const read = {};
  for (const [name, field] of Object.entries(fields)) {
    if (Object.hasOwn(value, name)) read[name] = field(value[name]);
    else if ("otherwise" in field) read[name] = field.otherwise;
    else throw unreadable();
  }
  return read;
};

export const names = shape({ bn: optional(text, ""), en: optional(text, "") });
