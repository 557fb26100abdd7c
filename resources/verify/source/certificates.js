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

const REACHED = ["good", "practice", "revoked", "expired"];

/** Certificates by their codes' texts, in any order; `seen` are the codes of other inputs. */
export function proveCodes(texts, known, seen) {
  let own;
  try {
    own = scan(texts, known);
  } catch (refused) {
    const verdict = refused.verdict === "altered" ? "altered" : "unreadable";
    return proof("certificate", verdict, sentence(`certificate_${verdict}`));
  }
  const underOwn = seen.credentials.filter((one) => own.chains.some((chain) => fits(chain, one)));
  const credentials = own.credentials.length ? own.credentials : underOwn;
  if (!credentials.length) return grantsAlone(own.chains);
  const proofs = credentials.map((one, place) => proveCredential(one, chainsFor(one, own, seen, known), place + 1, known));
  const worst = proofs.reduce((a, b) => (badness(b.verdict) > badness(a.verdict) ? b : a));
  const all = (field) => proofs.flatMap((one) => one[field]).filter((one, place, list) => place === list.findIndex((other) => other.en === one.en));
  return { ...worst, items: proofs.flatMap((one) => one.items), doubts: all("doubts"), unknown: all("unknown") };
}

/** The grants to judge by: those of its own second code; else all that came along or are known. */
function chainsFor(credential, own, seen, known) {
  const fitting = (chains) => chains.filter((chain) => fits(chain, credential));
  const first = fitting(own.chains).slice(0, 1);
  return first.length ? first : [...fitting(seen.chains), ...chainsOf(known, credential.keyId)];
}

function proveCredential(credential, chains, page, known) {
  if (!chains.length) {
    const alone = sentence("first_code_alone");
    return proof("certificate", "unknown_signer", alone, { signer: credential.keyId, unknown: [alone], waits: true });
  }
  const tries = chains.flatMap((chain) => known.programmes.map((programme) => judge(credential, chain, programme, known)));
  const judged = saysMost(tries);
  const { verdict, chain, programme } = judged;
  const said = judged.reason ?? sentence(`certificate_${verdict}`);
  const ids = chain.map((grant) => keyId(grant.subject));
  const doubts = isFine(verdict) && judged.stands.own.length ? [sentence("revoked_later")] : [];
  const item = {
    page, serial: printSerial(credential.serial), date: isoOf(credential.day), module: moduleIn(credential, programme, known),
    name: credential.name, verdict, sentence: said, programme, day: credential.day, chain,
  };
  const unknown = notKnown(known, programme, chain);
  return proof("certificate", verdict, said, { signer: ids.at(-1), chain: ids, doubts, items: [item], unknown });
}

/** One credential under one chain and programme; `programme` stays null where the grants do not reach it. */
function judge(credential, chain, programme, known) {
  const judged = checkCredential(credential, chain, programme, known);
  const holds = () => checkChain(chain, programme.rootKey, chain.at(-1).first).verdict === "good";
  const reached = REACHED.includes(judged.verdict) || (judged.verdict === "altered" && holds());
  const stands = reached ? against(chain, programme.rootKey, known.lists) : { fallen: null, own: [] };
  return { ...judged, chain, programme: reached ? programme : null, stands };
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
