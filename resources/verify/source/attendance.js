/** An attendance file is sealed: this page says so, and whether it is whole enough to be one. */

import { proof } from "./proof.js";
import { sentence } from "./words.js";

const LARGEST = 16 * 1024 * 1024;
const LONGEST_HEADER = 64 * 1024;
const HEADER =
  /^age-encryption\.org\/v1\n(?:-> [!-~]+(?: [!-~]+)*\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)*--- [A-Za-z0-9+/]{43}\n/;

/** The proof of one file, given by its first bytes and its size. No key stands in this page, so it opens none. */
export function proveAttendance(data) {
  const start = new TextDecoder("latin1").decode(data.subarray(0, LONGEST_HEADER));
  const sealed = data.length <= LARGEST && HEADER.test(start);
  return proof("attendance", sealed ? "not_ours" : "unreadable", sentence(sealed ? "sealed" : "unreadable"));
}
