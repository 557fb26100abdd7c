/** Grants: who may issue certificates and attendance files, from when until when, under which device number. */

import { joined } from "./bytes.js";
import { alteredCode } from "./refusals.js";
import { shortName, verify } from "./signing.js";

export const COORDINATOR = 1;
export const DEVICE = 2;
export const CAP = { none: 0, certificate: 1, attendance: 2, receipt: 4 };
const LAST_DEVICE = 32 ** 4 - 1;
const FIELDS = 10;
const SIGNATURE = 64;

/** The grants of QR 2 or of a file: one or two, the coordinator's first. Throws Refused `altered`. */
export function decodeGrants(data) {
  const grants = [];
  let place = 0;
  while (place < data.length && grants.length < 2) {
    const grant = firstGrant(data.subarray(place));
    place += grant.bytes.length;
    grants.push(grant);
  }
  if (place !== data.length || !grants.length) throw alteredCode();
  return grants;
}

/** True if the secret key of `publicKey` signed this grant. */
export const signedBy = (grant, publicKey) => verify(publicKey, "grant", grant.body, grant.signature);

function firstGrant(data) {
  const { fields, end } = deterministic(data);
  const [version, kind, parent, subject, first, last, low, high, partner, caps] = fields;
  const grant = { kind, parent, subject, first, last, low, high, partner, caps };
  if (version !== 1 || !possible(grant) || data.length < end + SIGNATURE) throw alteredCode();
  const [body, signature] = [data.subarray(0, end), data.subarray(end, end + SIGNATURE)];
  const bytes = joined(body, signature);
  return { ...grant, body, signature, bytes, name: shortName(bytes) };
}

/** Deterministic CBOR (RFC 8949, 4.2.1) of ten fields, numbers and runs of bytes, in the shortest form alone. */
function deterministic(data) {
  if (data[0] !== 0x80 + FIELDS) throw alteredCode();
  const fields = [];
  let end = 1;
  while (fields.length < FIELDS) {
    const head = headOf(data, end);
    if (head.type > 1) throw alteredCode();
    end = head.end + (head.type ? head.value : 0);
    if (end > data.length) throw alteredCode();
    fields.push(head.type ? data.subarray(head.end, end) : head.value);
  }
  return { fields, end };
}

/** Major type 0 (number) or 2 (bytes, told as 1), and the number in the head; larger ones than 32 bits no grant has. */
function headOf(data, place) {
  const [major, short] = [data[place] >> 5, data[place] & 31];
  const size = short < 24 ? 0 : { 24: 1, 25: 2, 26: 4 }[short];
  if (place >= data.length || (major !== 0 && major !== 2) || size === undefined) throw alteredCode();
  let value = size ? 0 : short;
  for (let more = 1; more <= size; more++) value = value * 256 + data[place + more];
  const shortest = size === 0 || value >= (size === 1 ? 24 : 2 ** (4 * size));
  if (Number.isNaN(value) || !shortest) throw alteredCode();
  return { type: major ? 1 : 0, value, end: place + 1 + size };
}

/** What can be said of a grant by itself, without its parent. */
function possible({ kind, parent, subject, first, last, low, high, partner, caps }) {
  const numbers = [kind, first, last, low, high, partner, caps];
  if (!numbers.every(Number.isInteger) || ![parent, subject].every((one) => one instanceof Uint8Array)) return false;
  const device = kind === DEVICE;
  return (
    (device || kind === COORDINATOR) &&
    parent.length === (device ? 8 : 0) &&
    subject.length === 32 &&
    first <= last && last <= 0xffff &&
    low <= high && high <= LAST_DEVICE &&
    (!device || low === high) &&
    (!device || partner >= 1) && partner <= 0xffff &&
    caps <= 7
  );
}
