/** Proves whatever somebody holds: the text of scanned codes, what was typed, a picture's codes, a small signed file. */

import { beginsWith, utf8 } from "./bytes.js";
import { proveAttendance } from "./attendance.js";
import { readAnswer } from "./answer.js";
import { proveCodes } from "./certificates.js";
import { readKeyList } from "./key_list.js";
import { withChains, withList } from "./known.js";
import { provePaper } from "./papers.js";
import { proof } from "./proof.js";
import { codesIn, scanWhole, together } from "./scanned.js";
import { proveTyped } from "./typed.js";
import { sentence } from "./words.js";

const NOTHING = { credentials: [], chains: [] };

/**
 * One proof an input, in order. An input is a text, the bytes of a file, or `{codes}`, the texts that were read from a
 * picture. Inputs help each other: the two codes of a certificate may be two of them, and a key list binds.
 */
export function verify(inputs, known) {
  if (inputs.length < 2) return inputs.map((given) => prove(given, known, NOTHING));
  const seen = inputs.map((given) => scanWhole(codesOf(given))).reduce(together, NOTHING);
  const more = inputs.map(bytesOf).reduce(withLists, known);
  return inputs.map((given) => prove(given, more, seen));
}

const codesOf = (given) => given.codes ?? (typeof given === "string" ? codesIn(given) : []);
const bytesOf = (given) => (typeof given === "string" ? utf8(given.trim()) : given.codes ? new Uint8Array() : given);

/** Key lists that come along bind at once; what is wrong with one is said where it is judged itself. */
function withLists(known, data) {
  try {
    if (beginsWith(data, '{"key_list":')) return withList(known, readKeyList(data));
    if (!beginsWith(data, '{"answer":')) return known;
    const answer = readAnswer(data);
    known = withChains(known, answer.chain.length > 1 ? [answer.chain] : []);
    for (const list of answer.key_lists) known = withList(known, readKeyList(list));
  } catch (refused) {
    if (!refused.verdict) throw refused;
  }
  return known;
}

function prove(given, known, seen) {
  if (given.codes) return provePicture(given.codes, known, seen);
  const codes = codesOf(given);
  if (codes.length) return proveCodes(codes, known, seen);
  if (typeof given !== "string") return proveBytes(given, known);
  return proveTyped(given, known) ?? provePaper(bytesOf(given), known) ?? proof("unknown", "unreadable", sentence("neither"));
}

function provePicture(codes, known, seen) {
  return codes.length ? proveCodes(codes, known, seen) : proof("certificate", "unreadable", sentence("no_code_seen"));
}

function proveBytes(data, known) {
  if (beginsWith(data, "age-encryption.org/")) return proveAttendance(data);
  if (beginsWith(data, "%PDF-")) return proof("certificate", "unreadable", sentence("photograph_it"));
  return provePaper(data, known) ?? proof("unknown", "unreadable", sentence("neither"));
}
