/** What this page knows at the moment, where it has it from, and what of it is kept for the next time. */

import { fromBase64, joined, same, toBase64, utf8 } from "./bytes.js";
import { dayOf } from "./days.js";
import { checkChain } from "./grant_chain.js";
import { decodeGrants, DEVICE } from "./grants.js";
import { forget, keep, kept } from "./keeping.js";
import { readKeyList } from "./key_list.js";
import { knownOf, resembles, rootFirst, withChains, withList, withProgramme } from "./known.js";
import { readFacts, readProgramme, writeFacts } from "./programme.js";

const LARGEST_KEPT = 1024 * 1024;
const MOST_CHAINS = 50;
const factsIn = (id) => JSON.parse(document.getElementById(id).textContent);

/** What stands in the page's own text: the demonstration, and the programme it was made for. */
export function knownAtFirst() {
  const demonstration = readFacts(factsIn("demonstration"));
  const own = factsIn("programme");
  const everybody = knownOf([demonstration], demonstration.rootKey);
  const known = own === null ? everybody : withProgramme(everybody, readFacts(own));
  return { ...known, own: known.programmes.map((programme) => programme.rootKey) };
}

/**
 * Besides, what was loaded before and kept. What does not read any more is passed over; so is a programme that goes by
 * the name of the page's own: of pages that lie on a disk any can write what another one has kept.
 */
export function knownNow() {
  let known = knownAtFirst();
  const own = known.programmes.filter((one) => !same(one.rootKey, known.demonstration));
  const { programmes = [], lists = [], chains = [] } = kept() ?? {};
  for (const one of programmes) {
    known = tried(known, () => {
      const loaded = readFacts(one);
      return own.some((ours) => resembles(ours, loaded)) ? known : withProgramme(known, loaded);
    });
  }
  for (const one of lists) known = tried(known, () => withList(known, readKeyList(fromBase64(one))));
  for (const one of chains) known = tried(known, () => withChain(known, decodeGrants(fromBase64(one))));
  return known;
}

/** `known` with the grants of a device, if they reach a known root key: its next certificate needs one code only. */
export function withChain(known, chain) {
  const last = chain.at(-1);
  const holds = (programme) => checkChain(chain, programme.rootKey, last.first).verdict === "good";
  return last.kind === DEVICE && known.programmes.some(holds) ? withChains(known, [chain]) : known;
}

/** Keeps what was loaded; false where the browser keeps nothing. No certificate and no name is ever kept. */
export function keepKnown(known) {
  const own = knownAtFirst().programmes;
  const programmes = loaded(known);
  const lists = known.lists.map((list) => toBase64(list.whole)).filter((text) => text.length <= LARGEST_KEPT);
  const chains = known.chains.slice(-MOST_CHAINS).map((chain) => toBase64(joined(...chain.map((grant) => grant.bytes))));
  return keep({ programmes: programmes.map(writeFacts), lists, chains });
}

/** What the page knew when it was made. */
export function forgotten() {
  forget();
  return knownAtFirst();
}

/** True if anything was loaded since. */
export const hasMore = (known) => known.lists.length > 0 || known.chains.length > 0 || loaded(known).length > 0;

/** What a caller says is known: texts or bytes of programme files and key lists, serials taken back, today's date. */
export function knownFrom({ programmes = [], lists = [], taken_back: takenBack = [], today = null }) {
  let known = { ...knownAtFirst(), takenBack };
  if (today !== null) known.today = dayOf(today);
  for (const file of programmes) known = withProgramme(known, readProgramme(bytesIn(file)));
  for (const list of rootFirst(lists.map((file) => readKeyList(bytesIn(file))))) known = withList(known, list);
  return known;
}

function loaded(known) {
  const own = knownAtFirst().programmes;
  return known.programmes.filter((one) => !own.some((first) => same(first.rootKey, one.rootKey) && first.version >= one.version));
}

const bytesIn = (file) => (typeof file === "string" ? utf8(file) : file);

function tried(known, more) {
  try {
    return more();
  } catch {
    return known;
  }
}
