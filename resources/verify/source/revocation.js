/** Which revocations stand against a signer, by the key lists that are known; and what a serial is then worth. */

import { same } from "./bytes.js";
import { holdsSerial } from "./grant_chain.js";
import { COORDINATOR, signedBy } from "./grants.js";
import { revocationOf } from "./key_list.js";

/** `{fallen, own}`: the revocation of somebody above the signer that did not keep its grant, and those of its own key. */
export function against(grants, rootKey, lists) {
  const signer = grants.at(-1);
  const below = grants.slice(1).map((grant) => grant.name);
  const binding = lists.filter(
    (list) => [rootKey, grants[0].subject].some((key) => same(list.issuer, key)) && isOf(list, rootKey),
  );
  const stands = { fallen: null, own: [] };
  for (const list of binding) {
    for (const grant of grants) {
      const found = revocationOf(list, grant.subject);
      if (!found || (!same(list.issuer, rootKey) && grant.kind === COORDINATOR)) continue;
      if (grant === signer) stands.own.push(found);
      else if (!found.kept.some((name) => below.some((one) => same(one, name)))) stands.fallen = found;
    }
  }
  return stands;
}

/** True where no list speaks against the signer. */
export const nothing = ({ fallen, own }) => fallen === null && own.length === 0;

/** True for a serial that was given before every revocation of the key. */
export const trustsCounter = ({ fallen, own }, counter) =>
  fallen === null && own.every((one) => counter > 0 && counter <= one.last_counter);

/** True for a coordinator's key that the root key has revoked: a list that it signs from now on is not taken in. */
export const isDismissed = (issuer, rootKey, lists) =>
  lists.some((list) => same(list.issuer, rootKey) && revocationOf(list, issuer));

/** True if a list names this very serial, and its issuer answers for it. */
export const isTakenBack = (serial, rootKey, lists) =>
  lists.some((list) => list.serials.includes(serial) && answersFor(list, serial, rootKey));

const answersFor = (list, serial, rootKey) =>
  isOf(list, rootKey) && (!list.above.length || holdsSerial(list.coordinator[0], serial));

/** True for a list of that very programme: everybody can grant under the demonstration's root key. */
const isOf = (list, rootKey) =>
  list.above.length ? signedBy(list.coordinator[0], rootKey) : same(list.issuer, rootKey);
