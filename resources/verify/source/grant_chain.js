/** Does a chain of grants reach the programme's root key, and does it cover that day, that serial, that cap? */

import { same } from "./bytes.js";
import { saidDay } from "./days.js";
import { CAP, COORDINATOR, DEVICE, signedBy } from "./grants.js";
import { readSerial } from "./serial.js";
import { sentence } from "./words.js";

/** `{verdict, reason}` of grants, the coordinator's first, for a document of day `on`; never by the reader's clock. */
export function checkChain(grants, rootKey, on, { serial = null, cap = CAP.none } = {}) {
  const terms = grants.at(-1);
  const reason = broken(grants, rootKey) ?? uncovered(terms, serial, cap);
  if (reason) return { verdict: forgedBelow(grants, rootKey) ? "altered" : "unknown_signer", reason };
  if (on >= terms.first && on <= terms.last) return { verdict: "good", reason: null };
  const days = { day: saidDay(on), first: saidDay(terms.first), last: saidDay(terms.last) };
  return { verdict: "expired", reason: sentence("out_of_date", days) };
}

/** True if `serial` begins with a device number of this grant and its check holds. */
export function holdsSerial(grant, serial) {
  const read = readSerial(serial);
  return read !== null && grant.low <= read.device && read.device <= grant.high;
}

function broken(grants, rootKey) {
  const [above, below] = grants;
  if (above.kind !== COORDINATOR || !signedBy(above, rootKey)) return sentence("no_such_grant");
  if (!below) return null;
  if (below.kind !== DEVICE) return sentence("passed_on");
  if (!same(below.parent, above.name) || !signedBy(below, above.subject)) return sentence("no_coordinators_grant");
  return exceeds(below, above);
}

function exceeds(child, parent) {
  if (child.first < parent.first || child.last > parent.last) return sentence("lasts_longer");
  if (child.low < parent.low || child.high > parent.high) return sentence("number_outside");
  if (parent.partner !== 0 && parent.partner !== child.partner) return sentence("partner_outside");
  return child.caps & ~parent.caps ? sentence("allows_more") : null;
}

function uncovered(terms, serial, cap) {
  if (serial !== null && !holdsSerial(terms, serial)) return sentence("other_device");
  return cap & ~terms.caps ? sentence("not_allowed") : null;
}

/** True where a grant names a parent that is the programme's own, and yet its signature does not hold. */
function forgedBelow([above, below], rootKey) {
  return Boolean(below) && signedBy(above, rootKey) && same(below.parent, above.name) && !signedBy(below, above.subject);
}
