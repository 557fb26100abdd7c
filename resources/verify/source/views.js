/** Draws what a check came to: its mark and sentence, what was signed with the question whether the paper says so, and why
 * the codes can be trusted. */

import { hex, same } from "./bytes.js";
import { answerFor, comparison } from "./comparison.js";
import { banglaDigits, saidDay } from "./days.js";
import { isDemonstration } from "./known.js";
import { HEADLINES, MARKS, WORDS } from "./page_words.js";
import { isFine } from "./proof.js";
import { encode } from "./serial.js";
import { keyId } from "./signing.js";

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  ok: [["circle", { cx: 28, cy: 28, r: 26, fill: "#0B6E4F" }], ["path", { d: "M16 29l8 8 16-17", stroke: "#fff" }]],
  look: [["path", { d: "M28 4L54 50H2z", fill: "#F2A541", stroke: "#16302B" }], ["path", { d: "M28 20v14M28 41v.5", stroke: "#16302B" }]],
  stop: [["path", { d: "M18 3h20l15 15v20L38 53H18L3 38V18z", fill: "#B03A16" }], ["path", { d: "M19 19l18 18M37 19L19 37", stroke: "#fff" }]],
  info: [["rect", { x: 3, y: 3, width: 50, height: 50, rx: 12, fill: "#2F45C9" }], ["path", { d: "M28 26v15M28 16v.5", stroke: "#fff" }]],
  unused: [["circle", { cx: 28, cy: 28, r: 24, stroke: "#8C7B5E", "stroke-dasharray": "7 5.5" }], ["path", { d: "M21.500 22.500a6.500 6.500 0 1 1 9.500 6c-2.200 1.200-3 2.200-3 4.500M28 39.500v.5", stroke: "#16302B" }]],
};

/** A word of the page in a language, its places filled. */
export function word(name, language, places = {}) {
  const text = said(WORDS[name], language);
  return text.replace(/\{(\w+)\}/g, (_, place) => places[place][language] ?? places[place]);
}

/** An element with attributes and what stands in it; texts are never markup. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * The card of one proof. `asked` has the `answers` of a person, the card's `place`, and what the buttons do: `tell(key,
 * same)` for the certificate of that key, `again()` for a slip.
 */
export function card(proof, known, language, asked) {
  const state = comparison(proof, asked.answers);
  const [headline, more] = headlineOf(proof, state, known, language);
  const words = [element("h3", { tabindex: "-1" }, headline), more && element("p", {}, more), question(proof, state, known, language, asked)];
  const banner = element("div", { class: "banner" }, drawn(state.mark), element("div", {}, ...words.map((one) => one || null)));
  const inside = [
    ...proof.doubts.map((one) => note("doubt", one[language], language)),
    ...proof.items.map((item) => itemOf(item, proof, known, language, asked.answers)),
    proof.receipt && ["good", "practice"].includes(proof.verdict) ? receiptOf(proof, language) : null,
    ...proof.unknown.filter((one) => one.en !== proof.sentence.en).map((one) => note("unknown_here", one[language], language)),
  ].filter(Boolean);
  const rest = inside.length ? element("div", { class: "inside" }, ...inside) : null;
  return element("article", { class: `card ${state.mark}`, "data-verdict": proof.verdict, "data-kind": proof.kind }, banner, rest);
}

/** What stands large, and the line below it ("" for none). */
function headlineOf(proof, state, known, language) {
  const plain = said(HEADLINES[proof.kind][proof.verdict] ?? HEADLINES.unknown.unreadable, language);
  const asIs = plain === proof.sentence[language] ? "" : proof.sentence[language];
  if (state.differing) {
    const told = word(proof.items.length > 1 ? "not_these" : "not_this", language, { count: digits(state.differing, language) });
    const remedy = word("copied", language);
    return MARKS[proof.verdict] === "stop" ? [plain, `${asIs} ${told} ${remedy}`] : [told, remedy];
  }
  if (!state.count || !isFine(proof.verdict)) return [plain, asIs];
  if (state.asked) return [signedWords(state.item, known, language), proof.verdict === "good" ? "" : `${plain} ${asIs}`];
  if (proof.verdict !== "good") return [plain, `${asIs} ${word("compared_one", language)}`];
  if (state.count > 1) return [word("compared_all", language, { count: digits(state.count, language) }), ""];
  return [word(proof.items[0].name ? "compared" : "compared_unnamed", language), ""];
}

/** Asks whether the paper says what was signed; with two buttons of equal weight, and one more for a slip. */
function question(proof, state, known, language, { place, tell, again }) {
  if (!state.asked && !state.answered) return null;
  const id = `same-${place}`;
  const button = (name, pressed, look = "") => {
    const made = element("button", { type: "button", class: look, "data-answer": name }, word(name, language));
    // The second click of a double click would answer for the next certificate.
    made.addEventListener("click", (event) => event.detail > 1 || pressed());
    return made;
  };
  const which = word("same_which", language, { number: digits(state.answered + 1, language), count: digits(state.count, language) });
  // What is wrong stands above; the others are asked about below it.
  const below = state.asked && (state.differing || !isFine(proof.verdict));
  const asks = [
    below ? element("span", { class: "signed" }, signedWords(state.item, known, language)) : null,
    element("span", {}, `${state.count > 1 ? `${which} ` : ""}${word("same_ask", language)}`),
  ];
  const buttons = [
    ...(state.asked ? [button("same_yes", () => tell(state.asked, true)), button("same_no", () => tell(state.asked, false))] : []),
    ...(state.answered ? [button("same_again", again, "quiet")] : []),
  ];
  const group = state.asked ? { role: "group", "aria-labelledby": id } : {};
  return element("div", { class: "question", ...group }, state.asked ? element("p", { id }, ...asks) : null, element("div", { class: "choices" }, ...buttons));
}

/** Name, module and date that the codes were made for. */
const signedWords = (item, known, language) =>
  [item.name || word("no_name", language), moduleWords(item, known, language), saidDay(item.day)[language].replaceAll(" ", "\u00a0")].join(" · ");

/** The module's title; its id where none is known, its number where no programme gives an id. */
function moduleWords(item, known, language) {
  if (item.module === null) return word("module_number", language, { number: String(item.number) });
  const title = item.programme?.titles[item.module] ?? known.programmes.map((one) => one.titles[item.module]).find(Boolean);
  return title ? local(title, language) : word("module_id", language, { id: item.module });
}

/** The list of programmes that are known, each with the print of its root key and its lists of revoked keys. */
export function programmes(known, language) {
  return known.programmes.map((programme) => {
    const practice = isDemonstration(known, programme);
    const places = { version: digits(programme.version, language), day: saidDay(programme.expires) };
    const lines = practice ? [word("practice_only", language)] : [word("version", language, places), ...listLines(programme, known, language)];
    return element("li", {}, element("strong", {}, local(programme.names, language)), ...lines.map((line) => element("div", { class: "soft" }, line)), rootPrint(programme, language));
  });
}

/** The print of a programme's root key, in groups, to be compared by eye. */
export function rootPrint(programme, language) {
  const groups = keyId(programme.rootKey).toUpperCase().match(/.{4}/g).join(" ");
  return element("div", {}, `${word("root_print", language)}: `, element("span", { class: "print" }, groups));
}

/** A text in two languages, or in the other one where that is empty. */
export const local = (names, language) => (language === "bn" ? names.bn || names.en : names.en || names.bn);

/** True for a programme whose root key stands in the page itself; others a person has loaded. */
const stands = (programme, known) => known.own.some((key) => same(key, programme.rootKey));
const said = ([bn, en], language) => (language === "bn" ? bn : en);
const digits = (value, language) => (language === "bn" ? banglaDigits(value) : String(value));
const note = (name, text, language) => element("p", { class: "note look" }, element("strong", {}, `${word(name, language)} `), text);

function listLines(programme, known, language) {
  const lists = known.lists.filter((list) => list.programme === programme.id);
  if (!lists.length) return [word("list_none", language)];
  return lists.map((list) => {
    const places = { version: digits(list.version, language), day: saidDay(list.expires) };
    return word(list.expires < known.today ? "list_stale" : "list_fresh", language, places);
  });
}

function itemOf(item, proof, known, language, answers) {
  const several = proof.items.length > 1;
  const fine = isFine(item.verdict);
  const facts = [
    ["name", element("dd", { class: "name" }, item.name || word("no_name", language))],
    ["serial", element("dd", {}, item.serial)],
    ["module", element("dd", {}, moduleWords(item, known, language))],
    ["date", element("dd", {}, saidDay(item.day)[language])],
  ];
  const list = element("dl", {}, ...facts.flatMap(([name, value]) => [element("dt", {}, word(name, language)), value]));
  const answer = answerFor(proof, item, answers);
  const found = answer === undefined ? item.sentence[language] : word(answer ? "compared_one" : "not_this", language);
  const own = several ? element("p", {}, element("strong", {}, found)) : null;
  const shown = fine || item.verdict === "expired" || item.verdict === "revoked";
  return shown ? element("div", { class: "item" }, own, list, fine && !several ? why(item, known, language) : null) : null;
}

function why(item, known, language) {
  const [coordinator, device] = item.chain;
  const partner = (number) => {
    const found = item.programme.partners.find((one) => one.number === number);
    return number === 0 ? word("every_partner", language) : found ? local(found.names, language) : word("number", language, { number: digits(number, language) });
  };
  const days = (grant) => word("ring_days", language, { first: saidDay(grant.first), last: saidDay(grant.last) });
  const rings = [
    [word("ring_programme", language, { name: local(item.programme.names, language) }), word(stands(item.programme, known) ? "ring_root" : "ring_loaded", language)],
    [word("ring_coordinator", language, { name: partner(coordinator.partner) }), days(coordinator)],
    [word("ring_device", language, { name: encode(BigInt(device.low), 4) }), days(device)],
  ];
  const list = rings.map(([title, text]) => element("li", {}, element("strong", {}, title), element("span", { class: "soft" }, text)));
  return element("div", { class: "why" }, element("h3", {}, word("why", language)), element("ol", { class: "chain" }, ...list));
}

function receiptOf({ receipt }, language) {
  const facts = [
    ["outcome", word(receipt.outcome, language)],
    ["session", receipt.session.match(/.{1,4}/g)?.join(" ") ?? ""],
    ["date", saidDay(receipt.day)[language]],
    ["file", hex(receipt.file).slice(0, 16).match(/.{4}/g).join(" ")],
  ];
  return element("dl", {}, ...facts.flatMap(([name, value]) => [element("dt", {}, word(name, language)), element("dd", {}, value)]));
}

function drawn(mark) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 56 56");
  svg.setAttribute("aria-hidden", "true");
  for (const [tag, attributes] of SHAPES[mark]) {
    const part = document.createElementNS(SVG, tag);
    const drawing = { fill: "none", "stroke-width": attributes.fill ? 2 : 5, "stroke-linecap": "round", "stroke-linejoin": "round", ...attributes };
    for (const [name, value] of Object.entries(drawing)) part.setAttribute(name, value);
    svg.append(part);
  }
  return svg;
}
