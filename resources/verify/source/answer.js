/** The answer to a request: grants, and with them the newest programme file and key lists. */

import { decodeGrants } from "./grants.js";
import { outdated, unreadable } from "./refusals.js";
import { exact, exactBytes, learner, listOf, whole } from "./shape.js";
import { isObject, readCanonical } from "./strict_json.js";

const LARGEST = 64 * 1024 * 1024;
const fields = exact({ format: whole, grants: exactBytes, programme_file: exactBytes, key_lists: listOf(exactBytes), continues: exactBytes,
  forgotten: listOf(learner) });

/** The answer of a file; nothing in it is judged yet. Throws Refused `unreadable` or `altered`. */
export function readAnswer(data) {
  const file = readCanonical(data, LARGEST);
  if (Object.keys(file).length !== 1 || !isObject(file.answer)) throw unreadable();
  if (file.answer.format !== 1) throw outdated();
  const answer = fields(file.answer);
  if (![0, 32].includes(answer.continues.length)) throw unreadable();
  return { ...answer, chain: decodeGrants(answer.grants) };
}
