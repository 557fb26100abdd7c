/** Proves certificates by the texts of their codes: each first code under its second one, or under known grants. */

import { isoOf, saidDay } from "./days.js";
import { checkChain } from "./grant_chain.js";
import { CAP, DEVICE } from "./grants.js";
import { chainsOf, isDemonstration } from "./known.js";
import { moduleOf } from "./programme.js";
import { against, isTakenBack, trustsCounter } from "./revocation.js";
import { fits, scan } from "./scanned.js";
import { printSerial, readSerial } from "./serial.js";
import { keyId } from "./signing.js";
import { verifyCredential } from "./credential.js";
import { badness, isFine, notKnown, proof, saysMost } from "./proof.js";
import { sentence } from "./words.js";

/** Certificates by their codes' texts, in any order; `seen` are the codes of other inputs. */
export function proveCodes(texts, known, seen) {
  let own;
  try {
    own = scan(texts);
  } catch (refused) {
    return proof("certificate", refused.verdict, sentence("certificate_altered"));
  }
  const underOwn = seen.credentials.filter((one) => own.chains.some((chain) => fits(chain, one)));
  const credentials = own.credentials.length ? own.credentials : underOwn;
  if (!credentials.length) return grantsAlone(own.chains);
  const found = credentials.map((one) => ({ credential: one, chains: chainsFor(one, own, seen, known) }));
  const judged = found.filter(({ chains }) => chains.length).map(({ credential, chains }) => judge(credential, chains, known));
  const missing = found.find(({ chains }) => !chains.length);
  return missing ? withMissing(missing.credential, judged, known) : batch(judged, known);
}

/** The grants to judge by: those of its own second code; else all that came along or are known. */
function chainsFor(credential, own, seen, known) {
  const fitting = (chains) => chains.filter((chain) => fits(chain, credential));
  const first = fitting(own.chains).slice(0, 1);
  return first.length ? first : [...fitting(seen.chains), ...chainsOf(known, credential.keyId)];
}

/** Of at least one certificate nobody knows who may sign it; beside an altered one, that is the smaller trouble. */
function withMissing(credential, judged, known) {
  const alone = sentence("first_code_alone");
  const more = { signer: credential.keyId, unknown: [alone], waits: true };
  const own = proof("certificate", "unknown_signer", alone, more);
  if (!judged.length) return own;
  const others = batch(judged, known);
  if (badness(others.verdict) >= badness(own.verdict)) return { ...others, unknown: [...others.unknown, alone] };
  return { ...own, items: others.items, doubts: others.doubts };
}

/** The proof of certificates that were judged: the first of those with the worst verdict speaks. */
function batch(judged, known) {
  const first = judged.reduce((a, b) => (badness(b.verdict) > badness(a.verdict) ? b : a));
  const ids = first.chain.map((grant) => keyId(grant.subject));
  const inDoubt = judged.some((one) => isFine(one.verdict) && one.stands.own.length);
  const said = judged.length > 1 ? sentence(`certificate_${first.verdict}`) : saidOf(first);
  return proof("certificate", first.verdict, said, {
    signer: ids.at(-1), chain: ids, doubts: inDoubt ? [sentence("revoked_later")] : [],
    items: judged.map((one, place) => itemOf(one, place + 1, known)), unknown: notKnown(known, first.programme, first.chain),
  });
}

const saidOf = ({ reason, verdict }) => reason ?? sentence(`certificate_${verdict}`);

function itemOf(judged, page, known) {
  const { credential, programme, chain, verdict } = judged;
  return {
    page, serial: printSerial(credential.serial), date: isoOf(credential.day), module: moduleIn(credential, programme, known), number: credential.module,
    name: credential.name, verdict, sentence: saidOf(judged), programme, day: credential.day, chain,
  };
}

/** The judgement by the chain and programme that say most; `programme` stays null where the grants reach none. */
function judge(credential, chains, known) {
  const pairs = chains.flatMap((chain) => known.programmes.map((programme) => ({ chain, programme })));
  const holding = pairs.filter(({ chain, programme }) => checkChain(chain, programme.rootKey, chain.at(-1).first).verdict === "good");
  const judged = (holding.length ? holding : pairs).map(({ chain, programme }) => ({
    ...checkCredential(credential, chain, programme, known), credential, chain,
    programme: holding.length ? programme : null,
    stands: holding.length ? against(chain, programme.rootKey, known.lists) : { fallen: null, own: [] },
  }));
  return saysMost(judged);
}

function checkCredential(credential, grants, programme, known) {
  const chain = checkChain(grants, programme.rootKey, credential.day, { serial: credential.serial, cap: CAP.certificate });
  const device = grants.at(-1);
  if (device.kind !== DEVICE || credential.keyId !== keyId(device.subject)) {
    return { verdict: "unknown_signer", reason: sentence("different_devices") };
  }
  if (!verifyCredential(credential, device.subject)) return { verdict: "altered", reason: sentence("code_changed") };
  if (chain.verdict !== "good") return chain;
  const reason = revoked(credential, grants, programme, known);
  if (reason) return { verdict: "revoked", reason };
  return { verdict: isDemonstration(known, programme) ? "practice" : "good", reason: null };
}

function revoked({ serial }, grants, programme, known) {
  if (known.takenBack.includes(serial) || isTakenBack(serial, programme.rootKey, known.lists)) return sentence("taken_back");
  const stands = against(grants, programme.rootKey, known.lists);
  if (stands.fallen) return sentence("coordinator_revoked", { day: saidDay(stands.fallen.day) });
  return trustsCounter(stands, readSerial(serial).counter) ? null : sentence("after_revocation");
}

/** The module's id: by the programme that the grants reach; else the first one that has its number. */
function moduleIn(credential, reached, known) {
  const programmes = reached ? [reached] : known.programmes;
  return programmes.map((programme) => moduleOf(programme, credential.module)).find(Boolean) ?? null;
}

function grantsAlone(chains) {
  if (!chains.length) return proof("certificate", "unreadable", sentence("certificate_unreadable"));
  const ids = chains[0].map((grant) => keyId(grant.subject));
  return proof("certificate", "unreadable", sentence("second_code_alone"), { chain: ids, waits: true });
}
