/** The request for a grant: signed by the key that asks. */

import { hex } from "./bytes.js";
import { alteredFile, outdated, unreadable } from "./refusals.js";
import { day, exact, exactBytes, oneOf, orNull, text, whole } from "./shape.js";
import { readSigned } from "./strict_json.js";
import { verify } from "./signing.js";

const LARGEST = 64 * 1024;
const LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
/** The points of small order of X25519, which age cannot seal to; the last bit of a point says nothing. */
const SMALL_ORDER = [
  "00".repeat(32),
  "01" + "00".repeat(31),
  "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
  "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
  "ec" + "ff".repeat(30) + "7f",
  "ed" + "ff".repeat(30) + "7f",
  "ee" + "ff".repeat(30) + "7f",
];
const fields = exact({
  format: whole, role: oneOf("coordinator", "device"), programme: text, programme_version: whole, key: exactBytes,
  recipient: text, partner: whole, made: day, earliest: orNull(day), old_key: exactBytes, label: exactBytes,
});

/** The request of a file whose signature holds. Throws Refused `unreadable` or `altered`. */
export function readRequest(data) {
  const { body, bytes, signature } = readSigned(data, "request", LARGEST);
  if (body.format !== 1) throw outdated();
  const request = fields(body);
  const possible =
    request.key.length === 32 && [0, 32].includes(request.old_key.length) &&
    request.partner >= 0 && request.partner <= 0xffff && request.programme_version >= 0 && isRecipient(request.recipient);
  if (!possible) throw unreadable();
  if (!verify(request.key, "request", bytes, signature)) throw alteredFile();
  return request;
}

/** True for an age recipient, `age1…` (Bech32, BIP 173), that can be sealed to. */
export function isRecipient(recipient) {
  const values = [...recipient.slice(4)].map((letter) => LETTERS.indexOf(letter));
  if (!recipient.startsWith("age1") || values.length !== 58 || values.includes(-1)) return false;
  if (checksum([3, 3, 3, 0, 1, 7, 5, ...values]) !== 1 || values[51] & 15) return false;
  const bits = values.slice(0, 52).map((value) => value.toString(2).padStart(5, "0")).join("");
  const point = bits.slice(0, 256).match(/.{8}/g).map((byte) => parseInt(byte, 2));
  return !SMALL_ORDER.includes(hex(Uint8Array.from([...point.slice(0, 31), point[31] & 0x7f])));
}

function checksum(values) {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((word, place) => (sum ^= (top >> place) & 1 ? word : 0));
  }
  return sum >>> 0;
}
