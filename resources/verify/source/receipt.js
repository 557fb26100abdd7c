/** The receipt: a coordinator's signed word that one attendance file arrived, and what became of it. */

import { decodeGrants } from "./grants.js";
import { alteredFile, outdated, unreadable } from "./refusals.js";
import { day, exact, exactBytes, learner, listOf, oneOf, text, whole } from "./shape.js";
import { readSigned } from "./strict_json.js";
import { verify } from "./signing.js";

const LARGEST = 64 * 1024;
export const OUTCOMES = { M: "merged", K: "kept", R: "refused", P: "practice" };
/** Receipts that say *practice* are of format 2, all others of format 1. */
const formatOf = (outcome) => (outcome === "practice" ? 2 : 1);
const fields = exact({
  format: whole, programme: text, file: exactBytes, session: text, revision: whole,
  outcome: oneOf(...Object.values(OUTCOMES)), day, signer: exactBytes, grants: exactBytes,
  forgotten: listOf(learner),
});

/** The receipt of a file whose signature holds; who the signer is, `chain` says. Throws Refused. */
export function readReceipt(data) {
  const { body, bytes, signature } = readSigned(data, "receipt", LARGEST);
  if (body.format !== 1 && body.format !== 2) throw outdated();
  const receipt = fields(body);
  if (receipt.file.length !== 32 || receipt.signer.length !== 32 || receipt.revision < 1) throw unreadable();
  if (receipt.format !== formatOf(receipt.outcome)) throw unreadable();
  receipt.chain = decodeGrants(receipt.grants);
  if (!verify(receipt.signer, "receipt", bytes, signature, receipt.format)) throw alteredFile();
  return receipt;
}
