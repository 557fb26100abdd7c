/** Draws what a check came to: its mark and sentence, what the paper should say, and why it can be trusted. */

import { hex, same } from "./bytes.js";
import { banglaDigits, saidDay } from "./days.js";
import { isDemonstration } from "./known.js";
import { HEADLINES, MARKS, WORDS } from "./page_words.js";
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

/** The card of one proof. */
export function card(proof, known, language) {
  const mark = MARKS[proof.verdict];
  const headline = said(HEADLINES[proof.kind][proof.verdict] ?? HEADLINES.unknown.unreadable, language);
  const banner = element("div", { class: "banner" }, drawn(mark), element("div", {}, element("h3", {}, headline), element("p", {}, proof.sentence[language])));
  const inside = [
    ...proof.doubts.map((one) => note("doubt", one[language], language)),
    ...proof.items.map((item) => itemOf(item, proof.items.length > 1, known, language)),
    proof.receipt && ["good", "practice"].includes(proof.verdict) ? receiptOf(proof, language) : null,
    ...proof.unknown.filter((one) => one.en !== proof.sentence.en).map((one) => note("unknown_here", one[language], language)),
  ].filter(Boolean);
  const rest = inside.length ? element("div", { class: "inside" }, ...inside) : null;
  return element("article", { class: `card ${mark}`, "data-verdict": proof.verdict, "data-kind": proof.kind }, banner, rest);
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

function itemOf(item, several, known, language) {
  const title = item.programme?.titles[item.module] ?? known.programmes.map((one) => one.titles[item.module]).find(Boolean);
  const fine = ["good", "practice"].includes(item.verdict);
  const facts = [
    ["name", element("dd", { class: "name" }, item.name || word("no_name", language))],
    ["serial", element("dd", {}, item.serial)],
    ["module", element("dd", {}, title ? local(title, language) : item.module ?? "—")],
    ["date", element("dd", {}, saidDay(item.day)[language])],
  ];
  const list = element("dl", {}, ...facts.flatMap(([name, value]) => [element("dt", {}, word(name, language)), value]));
  const held = fine && item.name ? element("p", { class: "soft" }, word("hold_against", language)) : null;
  const own = several ? element("p", {}, element("strong", {}, item.sentence[language])) : null;
  const shown = fine || item.verdict === "expired" || item.verdict === "revoked";
  return shown ? element("div", { class: "item" }, own, list, held, fine && !several ? why(item, known, language) : null) : null;
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
