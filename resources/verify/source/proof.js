/** What checking one thing came to, which of several verdicts stands for all, and what a reader should be told besides. */

import { same } from "./bytes.js";
import { banglaDigits } from "./days.js";
import { isDemonstration } from "./known.js";
import { sentence } from "./words.js";

const FROM_BEST = [
  "good", "practice", "as_written_here", "waiting", "not_ours", "unreadable",
  "older_than_known", "expired", "revoked", "unknown_signer", "altered",
];
const SAYS_MOST = ["good", "practice", "revoked", "expired", "altered", "unknown_signer"];

/** Where a verdict stands in the order by which the worst is chosen. */
export const badness = (verdict) => FROM_BEST.indexOf(verdict);

/** Of judgements by several programmes and chains the one under which most can be said. */
export const saysMost = (judged) =>
  judged.reduce((a, b) => (SAYS_MOST.indexOf(b.verdict) < SAYS_MOST.indexOf(a.verdict) ? b : a));

/** True for what is as it was signed. */
export const isFine = (verdict) => verdict === "good" || verdict === "practice";

/** The outcome for one input. `more` may name signer, chain, doubts, items, unknown and what is drawn. */
export const proof = (kind, verdict, said, more = {}) => ({
  kind, verdict, sentence: said, signer: null, chain: [], doubts: [], items: [], unknown: [], ...more,
});

/** What a reader should be told of the lists by which a device's or coordinator's key could be revoked. */
export function notKnown(known, programme, grants) {
  if (!programme || isDemonstration(known, programme)) return [];
  const own = known.lists.filter((list) => same(list.issuer, grants[0].subject));
  if (!own.length) return [sentence("no_list_of_coordinator")];
  return ranOut(known, [...own, ...known.lists.filter((list) => same(list.issuer, programme.rootKey))]);
}

/** As `notKnown`, for what a coordinator signed itself: only the programme's own list can revoke it. */
export function noRootList(known, programme) {
  if (!programme || isDemonstration(known, programme)) return [];
  const own = known.lists.filter((list) => same(list.issuer, programme.rootKey));
  return own.length ? ranOut(known, own) : [sentence("no_list_of_programme")];
}

/** That the oldest of these lists is past its last day, if one is. */
export function ranOut(known, lists) {
  const late = Math.max(...lists.map((list) => known.today - list.expires));
  return late > 0 ? [sentence("ran_out", { days: { bn: banglaDigits(late), en: late } })] : [];
}
