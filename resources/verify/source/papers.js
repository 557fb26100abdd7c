/** Proves the small signed files of an office: receipts, programme files, key lists, requests and answers. */

import { beginsWith, same } from "./bytes.js";
import { saidDay } from "./days.js";
import { checkChain } from "./grant_chain.js";
import { CAP } from "./grants.js";
import { readAnswer } from "./answer.js";
import { checkFollows, checkIssuer, readKeyList } from "./key_list.js";
import { isDemonstration, listBefore, programmeOf } from "./known.js";
import { readProgramme, sameFile } from "./programme.js";
import { noRootList, notKnown, proof, ranOut } from "./proof.js";
import { readReceipt } from "./receipt.js";
import { Refused } from "./refusals.js";
import { readRequest } from "./request.js";
import { against, isDismissed, nothing } from "./revocation.js";
import { keyId } from "./signing.js";
import { sentence } from "./words.js";

const KINDS = [
  ['{"receipt":', "receipt", proveReceipt],
  ['{"programme":', "programme", proveProgramme],
  ['{"key_list":', "programme", proveKeyList],
  ['{"request":', "programme", proveRequest],
  ['{"answer":', "programme", proveAnswer],
];

/** The proof of a small signed file, or null for bytes that begin like none. */
export function provePaper(data, known) {
  const found = KINDS.find(([start]) => beginsWith(data, start));
  if (!found) return null;
  const [, kind, prove] = found;
  try {
    return prove(data, known);
  } catch (refused) {
    if (!refused.verdict) throw refused;
    return proof(kind, refused.verdict, sentence(refused.word));
  }
}

function proveReceipt(data, known) {
  const receipt = readReceipt(data);
  const { chain, signer } = receipt;
  const found = known.programmes
    .filter((programme) => programme.id === receipt.programme)
    .map((programme) => ({ programme, verdict: checkChain(chain, programme.rootKey, receipt.day, { cap: CAP.receipt }).verdict }));
  const reached = found.find(({ verdict }) => verdict === "good" || verdict === "expired");
  const more = { signer: keyId(signer), chain: idsOf(chain), unknown: noRootList(known, reached?.programme), receipt };
  if (!reached || chain.length !== 1 || !same(chain[0].subject, signer)) {
    return proof("receipt", "unknown_signer", sentence(found.length ? "receipt_unknown_signer" : "stranger"), more);
  }
  if (reached.verdict === "expired") return proof("receipt", "expired", sentence("receipt_expired"), more);
  // A receipt has no place in a row: what its day says, a thief could have written.
  if (!nothing(against(chain, reached.programme.rootKey, known.lists))) return proof("receipt", "revoked", sentence("receipt_revoked"), more);
  return standing("receipt", reached.programme, `receipt_${receipt.outcome}`, {}, known, more);
}

function proveProgramme(data, known) {
  const programme = readProgramme(data);
  const before = known.programmes.find((one) => same(one.rootKey, programme.rootKey));
  const more = { signer: keyId(programme.rootKey), programme };
  if (!before) return proof("programme", "unknown_signer", sentence("unknown_signature"), more);
  if (programme.version < before.version) return proof("programme", "older_than_known", sentence("programme_older"), more);
  const other = programme.version === before.version && !sameFile(programme, before);
  if (other) return proof("programme", "altered", sentence("two_of_version"), more);
  if (isDemonstration(known, programme)) return proof("programme", "practice", sentence("programme_practice"), more);
  return proof("programme", "good", sentence("programme_good"), more);
}

function proveKeyList(data, known) {
  const list = readKeyList(data);
  const programme = programmeOf(known, list);
  const before = listBefore(known, list);
  checkFollows(list, before);
  const more = { signer: keyId(list.issuer), unknown: ranOut(known, [list]), list };
  const isNew = !before || !same(before.bytes, list.bytes);
  if (isNew && isDismissed(list.issuer, programme.rootKey, known.lists)) return proof("programme", "revoked", sentence("list_revoked"), more);
  return standing("programme", programme, "list_good", {}, known, more);
}

function proveRequest(data, known) {
  const request = readRequest(data);
  const programme = known.programmes.find((one) => one.id === request.programme);
  const more = { signer: keyId(request.key) };
  if (!programme) return proof("programme", "unknown_signer", sentence("stranger"), more);
  return standing("programme", programme, "request_good", {}, known, more);
}

function proveAnswer(data, known) {
  const answer = readAnswer(data);
  const brought = answer.programme_file.length ? readProgramme(answer.programme_file) : null;
  const lists = answer.key_lists.map(readKeyList);
  const { chain } = answer;
  const last = chain.at(-1);
  const programme = known.programmes.find((one) => checkChain(chain, one.rootKey, last.first).verdict === "good");
  if (programme) checkParts(brought, lists, programme);
  const more = { signer: keyId(last.subject), chain: idsOf(chain), unknown: notKnown(known, programme, chain) };
  if (!programme) return proof("programme", "unknown_signer", sentence("stranger"), more);
  const day = saidDay(last.last);
  if (!nothing(against(chain, programme.rootKey, known.lists))) return proof("programme", "revoked", sentence("grant_revoked"), more);
  if (known.today > last.last) return proof("programme", "expired", sentence("grant_expired", { day }), more);
  return standing("programme", programme, "grant_good", { day }, known, more);
}

/** What came along must be of the programme that gave the grants. Throws Refused. */
function checkParts(brought, lists, programme) {
  const strange = new Refused("unknown_signer", "strange_part");
  if (brought && !same(brought.rootKey, programme.rootKey)) throw strange;
  for (const list of lists) {
    if (list.programme !== programme.id) throw strange;
    checkIssuer(list, programme.rootKey);
  }
}

/** Good, unless it is the demonstration's: that is practice for ever. */
function standing(kind, programme, word, places, known, more) {
  const said = sentence(word, places);
  if (!isDemonstration(known, programme)) return proof(kind, "good", said, more);
  const practice = sentence("of_demonstration");
  return proof(kind, "practice", { bn: `${said.bn} ${practice.bn}`, en: `${said.en} ${practice.en}` }, more);
}

const idsOf = (chain) => chain.map((grant) => keyId(grant.subject));
