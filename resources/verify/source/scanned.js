/** What scanned codes hold: certificates' first codes, and the second codes that say who may sign them. */

import { decodeCredential } from "./credential.js";
import { decodeGrants } from "./grants.js";
import { keyId } from "./signing.js";
import { fromText, kindOf } from "./transport.js";

const CODE = /[0-9]{40}$/;
/** Digits; a code with the shortest name and prefix has more. */
const SHORTEST_CODE = 200;
/** As Python's `str.split` has it, so that a code has the same words on the desk and here. */
export const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** The scanned texts that `given` is: one code, or several with blanks between them; none if it is anything else. */
export function codesIn(given) {
  const words = unbroken(given).split(BLANKS).filter(Boolean);
  return words.every((word) => CODE.test(word)) ? words : [];
}

/** The text with every code whole again that a mail broke into lines: pieces of one width, the last one shorter. */
export function unbroken(text) {
  const words = text.split(BLANKS);
  const gaps = [...(text.match(new RegExp(BLANKS, "g")) ?? []), ""];
  let whole = "";
  for (let place = 0, end; place < words.length; place = end) {
    end = endOfCode(words, place);
    whole += words.slice(place, end).join("") + gaps[end - 1];
  }
  return whole;
}

function endOfCode(words, start) {
  const width = words[start].length;
  let end = start + 1;
  if (!isCode(words[start]) || /[0-9]*$/.exec(words[start].slice(-SHORTEST_CODE))[0].length === SHORTEST_CODE) return end;
  while (end < words.length && words[end].length <= width && /^[0-9]+$/.test(words[end])) {
    end += 1;
    if (words[end - 1].length < width) break;
  }
  return end;
}

/** True for what a scanner reads from a certificate: an address, perhaps, and many digits. */
export const isCode = (word) => CODE.test(word);

/** Credentials and chains in the order they were read; a code that is neither holds nothing. Throws Refused. */
export function scan(texts) {
  const found = { credentials: [], chains: [] };
  for (const text of texts) {
    const data = fromText(text);
    if (kindOf(data) === "grants") found.chains.push(decodeGrants(data));
    else if (kindOf(data) === "credential") found.credentials.push(decodeCredential(data));
  }
  return found;
}

/** As `scan`, but nothing where a code is altered: what is wrong with it is said where it is judged. */
export function scanWhole(texts) {
  try {
    return scan(texts);
  } catch {
    return { credentials: [], chains: [] };
  }
}

/** These codes, and others behind them. */
export const together = (one, other) => ({
  credentials: [...one.credentials, ...other.credentials],
  chains: [...one.chains, ...other.chains],
});

/** True for a chain that ends with the key that signed `credential`. */
export const fits = (chain, credential) => keyId(chain.at(-1).subject) === credential.keyId;
