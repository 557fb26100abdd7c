/** Why something signed or sealed is not taken: a verdict and the sentence's name in `words.js`. */

export class Refused extends Error {
  /** `verdict` is one of the closed list, `word` names the sentence. */
  constructor(verdict, word) {
    super(word);
    this.verdict = verdict;
    this.word = word;
  }
}

export const alteredFile = () => new Refused("altered", "altered_file");
export const alteredCode = () => new Refused("altered", "altered_code");
export const unreadable = () => new Refused("unreadable", "unreadable");
export const outdated = () => new Refused("unreadable", "outdated");
