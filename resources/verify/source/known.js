/** What a verifier knows: the programmes that it trusts, the newest key lists, grants of devices, and today's date. */

import { same } from "./bytes.js";
import { today } from "./days.js";
import { chainsIn, checkFollows, checkIssuer } from "./key_list.js";
import { Refused } from "./refusals.js";
import { isDismissed } from "./revocation.js";
import { keyId } from "./signing.js";

/**
 * Nothing but these programmes (facts, see `programme.js`); `demonstration` is the root key that everybody knows, `own`
 * are the root keys that stand in the page.
 */
export const knownOf = (programmes, demonstration) => ({
  programmes, lists: [], chains: [], takenBack: [], demonstration, own: [demonstration], today: today(),
});

/** `known` with a programme that is trusted; of one root key the newest stays. */
export function withProgramme(known, programme) {
  const before = known.programmes.find((one) => same(one.rootKey, programme.rootKey));
  if (before && before.version >= programme.version) return known;
  const titled = { ...programme, titles: { ...before?.titles, ...programme.titles } };
  return { ...known, programmes: [...known.programmes.filter((one) => one !== before), titled] };
}

/** `known` with a key list, if its issuer is entitled and no newer one is known. Throws Refused; older ones pass by. */
export function withList(known, list) {
  const programme = programmeOf(known, list);
  const before = listBefore(known, list);
  try {
    checkFollows(list, before);
  } catch (refused) {
    if (refused.verdict !== "older_than_known") throw refused;
    return known;
  }
  if (before && same(before.bytes, list.bytes)) return known;
  if (isDismissed(list.issuer, programme.rootKey, known.lists)) throw new Refused("revoked", "list_revoked");
  return withChains({ ...known, lists: [...known.lists.filter((one) => one !== before), list] }, chainsIn(list));
}

/** True for programmes of different root keys that a reader would take for one another by their names. */
export const resembles = (one, other) => !same(one.rootKey, other.rootKey) && sayings(one).some((said) => sayings(other).includes(said));

/** What a programme is called, without what the eye passes over: capitals, blanks, signs between the letters. */
const sayings = ({ id, names }) =>
  [id, names.bn, names.en].map((one) => one.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, "")).filter(Boolean);

/** Lists that came together: what the root key says of a coordinator is heard before that coordinator. */
export const rootFirst = (lists) => [...lists].sort((a, b) => Number(a.above.length > 0) - Number(b.above.length > 0));

/** `known` with more chains of devices. Whether one holds is judged where it is used. */
export function withChains(known, chains) {
  const more = chains.filter((chain) => !known.chains.some((one) => alike(one, chain)));
  return more.length ? { ...known, chains: [...known.chains, ...more] } : known;
}

/** Every chain of grants that is known for a device, the one that lasts longest first. */
export const chainsOf = (known, id) =>
  known.chains.filter((chain) => keyId(chain.at(-1).subject) === id).sort((a, b) => b.at(-1).last - a.at(-1).last);

/** The list of the same issuer that is known, or undefined. */
export const listBefore = (known, list) => known.lists.find((one) => same(one.issuer, list.issuer));

/** The known programme under which a list's issuer may list keys. Throws Refused. */
export function programmeOf(known, list) {
  let refusal = new Refused("unknown_signer", "list_of_unknown");
  for (const programme of known.programmes.filter((one) => one.id === list.programme)) {
    try {
      checkIssuer(list, programme.rootKey);
      return programme;
    } catch (refused) {
      refusal = refused;
    }
  }
  throw refusal;
}

/** True for the demonstration programme: practice, never a report. */
export const isDemonstration = (known, programme) => same(programme.rootKey, known.demonstration);

const alike = (one, other) => one.length === other.length && one.every((grant, place) => same(grant.bytes, other[place].bytes));
