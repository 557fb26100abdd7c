/**
 * Whether papers say what their codes were made for: the answers of a person, for as long as the page shows them.
 *
 * Codes prove themselves and not the paper that they stand on, so each certificate whose codes are good is one question.
 */

import { MARKS } from "./page_words.js";
import { isFine } from "./proof.js";

/** How a proof stands with `answers`, a Map of certificates to true (the paper says the same) or false. */
export function comparison(proof, answers) {
  const keys = keysOf(proof);
  const found = keys.filter((key) => answers.has(key));
  const asked = keys.find((key) => !answers.has(key)) ?? null;
  const differing = keys.filter((key) => answers.get(key) === false).length;
  return { count: keys.length, answered: found.length, differing, asked, item: asked && itemOf(proof, asked), mark: markOf(proof, asked === null && keys.length > 0, differing) };
}

/** The answer for one item of a proof; undefined where there is none. */
export const answerFor = (proof, item, answers) => answers.get(namesOf(proof).get(item));

/** The last answer was a slip. */
export function takeBack(answers) {
  answers.delete([...answers.keys()].at(-1));
}

/** Green only where a person compared every paper: nothing on this page can see one. */
function markOf(proof, compared, differing) {
  if (differing) return "stop";
  const mark = MARKS[proof.verdict];
  return mark === "ok" && proof.kind === "certificate" && !compared ? "unused" : mark;
}

const itemOf = (proof, key) => [...namesOf(proof)].find(([, name]) => name === key)[0];
const keysOf = (proof) => [...namesOf(proof).values()];

/**
 * The certificates to compare, each by what was signed. A programme that is loaded later may add some before them, so
 * their places will not do; the same codes twice, on two papers of one picture, are two.
 */
function namesOf(proof) {
  const names = new Map();
  const seen = new Map();
  for (const item of proof.kind === "certificate" ? proof.items.filter((one) => isFine(one.verdict)) : []) {
    const name = JSON.stringify([item.serial, item.name, item.number, item.date]);
    seen.set(name, (seen.get(name) ?? 0) + 1);
    names.set(item, `${name} ${seen.get(name)}`);
  }
  return names;
}
