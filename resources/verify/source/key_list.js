/** The key list: which grants an office gave, which keys and serials it revoked; signed, numbered, and soon old. */

import { same } from "./bytes.js";
import { checkChain } from "./grant_chain.js";
import { COORDINATOR, decodeGrants, DEVICE } from "./grants.js";
import { alteredFile, outdated, Refused, unreadable } from "./refusals.js";
import { readCode } from "./serial.js";
import { day, exact, exactBytes, listOf, text, whole } from "./shape.js";
import { readSigned } from "./strict_json.js";
import { verify } from "./signing.js";

const DAYS_FRESH = 90;
const LARGEST = 16 * 1024 * 1024;
const revocation = exact({ key: exactBytes, day, last_manifest: exactBytes, last_counter: whole, kept: listOf(exactBytes) });
const fields = exact({
  format: whole, programme: text, issuer: exactBytes, above: exactBytes, version: whole, issued: day, expires: day,
  grants: listOf(exactBytes), revoked: listOf(revocation), serials: listOf(text),
});

/** The list of a file whose signature holds. Throws Refused `unreadable` or `altered`. */
export function readKeyList(data) {
  const { body, bytes, signature } = readSigned(data, "key_list", LARGEST);
  if (body.format !== 1) throw outdated();
  const list = { ...fields(body), bytes, whole: data };
  list.coordinator = list.above.length ? grantsOrRefuse(list.above) : [];
  list.given = list.grants.flatMap(grantsOrRefuse);
  if (!possible(list)) throw unreadable();
  if (!verify(list.issuer, "key-list", bytes, signature)) throw alteredFile();
  list.expires = Math.min(list.expires, list.issued + DAYS_FRESH);
  return list;
}

/** Whether the issuer may list keys under `rootKey`. Throws Refused `unknown_signer`, `expired` or `altered`. */
export function checkIssuer(list, rootKey) {
  if (same(list.issuer, rootKey) && !list.above.length) return;
  const [above] = list.coordinator;
  if (!above || above.kind !== COORDINATOR || !same(above.subject, list.issuer)) throw notEntitled("unknown_signer");
  const { verdict } = checkChain(list.coordinator, rootKey, list.issued);
  if (verdict !== "good") throw notEntitled(verdict);
}

/** Whether a list may take the place of `known`. Throws Refused `older_than_known`, or `altered`: never back. */
export function checkFollows(list, known) {
  if (!known || list.version > known.version || same(list.bytes, known.bytes)) return;
  throw list.version === known.version ? alteredFile() : new Refused("older_than_known", "older_list");
}

/** The devices' chains that a coordinator's list names; none in the root key's. */
export const chainsIn = (list) =>
  list.coordinator.length
    ? list.given.filter((grant) => grant.kind === DEVICE).map((grant) => [...list.coordinator, grant])
    : [];

/** The revocation of a public key, or undefined. */
export const revocationOf = (list, key) => list.revoked.find((one) => same(one.key, key));

const notEntitled = (verdict) => new Refused(verdict, "not_entitled");

function grantsOrRefuse(data) {
  try {
    return decodeGrants(data);
  } catch {
    throw unreadable();
  }
}

function possible(list) {
  const keys = list.revoked.map((one) => String(one.key));
  return (
    list.version >= 1 &&
    list.issuer.length === 32 &&
    list.issued <= list.expires &&
    list.coordinator.length <= 1 &&
    list.serials.every((serial) => readCode(serial, 10) === serial) &&
    list.revoked.every(possibleRevocation) &&
    new Set(keys).size === keys.length
  );
}

const possibleRevocation = (one) =>
  one.key.length === 32 &&
  [0, 32].includes(one.last_manifest.length) &&
  one.last_counter >= 0 &&
  one.kept.every((name) => name.length === 8);
