/** Proves whatever somebody holds: the text of scanned codes, what was typed, a picture's codes, a small signed file. */

import { beginsWith, utf8 } from "./bytes.js";
import { proveAttendance } from "./attendance.js";
import { readAnswer } from "./answer.js";
import { proveCodes } from "./certificates.js";
import { readKeyList } from "./key_list.js";
import { rootFirst, withChains, withList } from "./known.js";
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
  const more = withAll(known, inputs.map(bytesOf).map(listsAndChainsIn));
  return inputs.map((given) => prove(given, more, seen));
}

const codesOf = (given) => given.codes ?? (typeof given === "string" ? codesIn(given) : []);
const bytesOf = (given) => (typeof given === "string" ? utf8(given.trim()) : given.codes ? new Uint8Array() : given);

/** What a file is or holds; what is wrong with it is said where it is judged itself. */
function listsAndChainsIn(data) {
  const found = { lists: [], chains: [] };
  tried(() => {
    if (beginsWith(data, '{"key_list":')) found.lists.push(readKeyList(data));
    if (!beginsWith(data, '{"answer":')) return;
    const answer = readAnswer(data);
    if (answer.chain.length > 1) found.chains.push(answer.chain);
    for (const list of answer.key_lists) found.lists.push(readKeyList(list));
  });
  return found;
}

/** Key lists that come along bind at once, in whatever order they came. */
function withAll(known, found) {
  for (const list of rootFirst(found.flatMap(({ lists }) => lists))) {
    tried(() => {
      known = withList(known, list);
    });
  }
  return withChains(known, found.flatMap(({ chains }) => chains));
}

function tried(step) {
  try {
    step();
  } catch (refused) {
    if (!refused.verdict) throw refused;
  }
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
