/** What people paste or type: scanned codes, serials, codes of receipts, one or many, in any spacing. */

import { asciiDigits } from "./days.js";
import { proof } from "./proof.js";
import { OUTCOMES } from "./receipt.js";
import { isTakenBack } from "./revocation.js";
import { BLANKS, isCode, unbroken } from "./scanned.js";
import { decode, readCode } from "./serial.js";
import { sentence } from "./words.js";

const LONGEST = 100_000;
const LINES = /\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/;
const GAPS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\-‐‑–—]+/g;

/** The inputs in what was pasted or typed: the codes of scans together, then everything else. */
export function textInputs(text) {
  const codes = new Set();
  const others = new Set();
  for (const line of unbroken([...text].slice(0, LONGEST).join("")).split(LINES)) {
    const words = line.split(BLANKS).filter(Boolean);
    words.filter(isCode).forEach((word) => codes.add(word));
    typedIn(words.filter((word) => !isCode(word))).forEach((one) => others.add(one));
  }
  return [...(codes.size ? [[...codes].join(" ")] : []), ...others];
}

/** `serial`, `receipt` or null, by length and signs alone. */
export function typedKind(text) {
  const plain = plainCode(text);
  if (![10, 12].includes([...plain].length) || !/\p{Nd}/u.test(plain) || decode(plain) === null) return null;
  return plain.length === 10 ? "serial" : "receipt";
}

/** The proof of a serial or a receipt's code that was typed; null for anything else. */
export function proveTyped(text, known) {
  const kind = typedKind(text);
  if (kind === "serial") return proveSerial(readCode(inOneForm(text), 10), known);
  return kind === "receipt" ? proveReceiptCode(readCode(inOneForm(text), 12)) : null;
}

function proveSerial(serial, known) {
  if (serial === null) return proof("certificate", "unreadable", sentence("serial_unread"));
  const back =
    known.takenBack.includes(serial) ||
    known.programmes.some((programme) => isTakenBack(serial, programme.rootKey, known.lists));
  return back
    ? proof("certificate", "revoked", sentence("serial_back"))
    : proof("certificate", "unknown_signer", sentence("serial_alone"));
}

function proveReceiptCode(code) {
  const whole = code !== null && code[0] in OUTCOMES;
  return whole
    ? proof("receipt", "unknown_signer", sentence("receipt_code_alone"))
    : proof("receipt", "unreadable", sentence("receipt_code_unread"));
}

const plainCode = (text) => asciiDigits(text).replace(GAPS, "").toUpperCase();

/** As the code is printed: o is 0, i and l are 1. */
const inOneForm = (text) => plainCode(text).replace(/O/g, "0").replace(/[IL]/g, "1");

function typedIn(words) {
  const line = words.join(" ");
  if (!words.length || typedKind(line)) return words.length ? [line] : [];
  return words.every(typedKind) ? words : [line];
}
