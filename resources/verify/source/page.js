/**
 * The page: a camera, pictures, files and texts come in; each becomes a card that says what it is worth.
 *
 * `window.bsuh.verify(inputs, known)` is the page's own interface, and what it uses itself. An input is a text (one code
 * or several, a serial, a receipt), the bytes of a file (Uint8Array) or a picture (Blob). `known` may name `programmes`
 * and `lists` (texts or bytes of files that are trusted for this call), `taken_back` (serials) and `today` (ISO 8601);
 * without it the page's own knowledge counts. It resolves to one `{kind, verdict, sentence, compared, signer, chain,
 * doubts, unknown, items}` an input; sentences are `{bn, en}`. `compared` is false for certificates, whose codes alone are
 * judged here, and null for what is none. `window.bsuh.inputs(text)` takes apart what was pasted or typed.
 */

import { beginsWith, same } from "./bytes.js";
import { proveAttendance } from "./attendance.js";
import { hasCamera, look, stop } from "./camera.js";
import { takeBack } from "./comparison.js";
import { resembles, withList, withProgramme } from "./known.js";
import { codesInPicture } from "./reader.js";
import { proof } from "./proof.js";
import { codesIn, isCode, scanWhole } from "./scanned.js";
import { forgotten, hasMore, keepKnown, knownFrom, knownNow, withChain } from "./state.js";
import { textInputs } from "./typed.js";
import { verify } from "./verdict.js";
import { card, element, local, programmes, rootPrint, word } from "./views.js";
import { sentence } from "./words.js";

const MOST_CARDS = 30;
const LARGEST_FILE = 64 * 1024 * 1024;
const at = (id) => document.getElementById(id);
const isAlike = (one, other) =>
  one instanceof Uint8Array ? other instanceof Uint8Array && same(one, other) : JSON.stringify(one) === JSON.stringify(other);
const state = { language: "bn", known: knownNow(), given: [], told: [], asked: null, last: {}, answers: new WeakMap() };

window.bsuh = {
  verify: async (inputs, known) =>
    proved(await Promise.all(inputs.map(readInput)), known ? knownFrom(known) : state.known).map(publicly),
  inputs: textInputs,
};

/** The proofs of all that was given, worked out once for what is known. */
function provedGiven() {
  const { given, known, last } = state;
  if (last.given !== given || last.known !== known) state.last = { given, known, proofs: proved(given, known) };
  return state.last.proofs;
}

/** The proofs of inputs that were read; what could not be read was judged by that. */
function proved(entries, known) {
  const proofs = verify(entries.map((one) => one.input), known);
  return proofs.map((one, place) => entries[place].proof ?? one);
}

/** `{input}` of a text, of bytes or of a picture's codes; `{input, proof}` where reading says all. */
async function readInput(given) {
  if (!(given instanceof Blob)) return { input: given };
  const nothing = { codes: [] };
  if (given.name?.endsWith(".bsuh")) return { input: nothing, proof: proveAttendance(await bytesOf(given)) };
  if (given.size > LARGEST_FILE) return { input: nothing, proof: proof("unknown", "unreadable", sentence("unreadable")) };
  const data = await bytesOf(given);
  const picture = beginsWith(data.subarray(1), "PNG") || (data[0] === 0xff && data[1] === 0xd8) || beginsWith(data.subarray(8), "WEBP");
  if (!picture) return { input: data };
  const codes = await codesInPicture(given);
  if (codes === null) return { input: nothing, proof: proof("certificate", "unreadable", sentence("picture_broken")) };
  return { input: { codes: codes.filter(isCode) } };
}

const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

function publicly({ kind, verdict, sentence: said, signer, chain, doubts, unknown, items }) {
  const shown = items.map(({ programme, chain: grants, day, number, ...item }) => item);
  return { kind, verdict, sentence: said, compared: kind === "certificate" ? false : null, signer, chain, doubts, unknown, items: shown };
}

/** Takes in what a person gave: pictures become their codes, so that nothing is read twice. */
async function take(inputs) {
  tell("reading");
  try {
    const entries = await Promise.all(inputs.map(readInput));
    tell();
    entries.forEach(remember);
  } catch (error) {
    tell("no_reader");
    throw error;
  } finally {
    show();
  }
  (state.asked ? at("trust") : at("results").firstElementChild)?.scrollIntoView({ block: "start" });
  if (state.asked) at("trust").focus();
}

/** Puts one entry before the others; returns its proof. A code joins the one that waits for it. */
function remember(entry) {
  const codes = entry.input.codes ?? (typeof entry.input === "string" ? codesIn(entry.input) : []);
  const own = codes.length ? { input: { codes } } : entry;
  const whole = codes.length ? joinedWith(codes) : null;
  const [found] = proved([whole?.entry ?? own], state.known);
  const gone = [whole?.waiting, state.given.find((one) => isAlike(one.input, own.input))];
  state.given = [whole?.entry ?? own, ...state.given.filter((one) => !gone.includes(one))].slice(0, MOST_CARDS);
  learn(found);
  return found;
}

/** The entry that waits for its other code, joined with these; null if they do not make it whole. */
function joinedWith(codes) {
  const proofs = provedGiven();
  for (const [place, waiting] of state.given.entries()) {
    if (!proofs[place].waits || !waiting.input.codes) continue;
    const entry = { input: { codes: [...new Set([...waiting.input.codes, ...codes])] } };
    const alone = verify([{ codes }], { ...state.known, chains: [] })[0].waits;
    if (alone && !verify([entry.input], { ...state.known, chains: [] })[0].waits) return { entry, waiting };
  }
  return null;
}

/** Keeps grants, programmes and key lists that came in; whom to trust, the person says. */
function learn(found) {
  const before = state.known;
  if (found.programme && found.verdict === "unknown_signer") state.asked = found.programme;
  if (found.programme && found.verdict === "good") trust(found.programme);
  if (found.list && ["good", "practice"].includes(found.verdict)) {
    state.known = withList(state.known, found.list);
    tell("taken_list");
  }
  learnGrants();
  if (state.known !== before && !keepKnown(state.known)) tell("not_kept", true);
}

/** The grants in all that was given: some of it may have come before its programme was known. */
function learnGrants() {
  for (const { input } of state.given) {
    for (const chain of scanWhole(input.codes ?? []).chains) state.known = withChain(state.known, chain);
  }
}

function trust(programme) {
  state.known = withProgramme(state.known, programme);
  state.asked = null;
  learnGrants();
  tell("taken_programme");
  if (!keepKnown(state.known)) tell("not_kept", true);
}

function tell(name = null, besides = false) {
  state.told = [...(besides ? state.told : []), ...(name ? [name] : [])];
  at("told").textContent = state.told.map((one) => word(one, state.language)).join(" ");
  at("told").className = `note ${state.told.every((one) => one.startsWith("taken_")) ? "ok" : "look"}`;
  at("told").hidden = !state.told.length;
}

/** What a person said of the papers of one entry. It is no part of what is kept, and goes with the entry. */
function answersOf(entry) {
  if (!state.answers.has(entry)) state.answers.set(entry, new Map());
  return state.answers.get(entry);
}

/** What the buttons of the card at `place` do. The keys go to its headline, which then says how it stands. */
function askedAt(place) {
  const answers = answersOf(state.given[place]);
  const after = () => {
    show();
    at("results").children[place].querySelector("h3").focus();
  };
  return {
    answers,
    place,
    tell: (key, same) => {
      answers.set(key, same);
      after();
    },
    again: () => {
      takeBack(answers);
      after();
    },
  };
}

/** Draws everything anew, in the language that is chosen. */
function show() {
  const { language, known } = state;
  document.documentElement.lang = language;
  document.title = word("title", language);
  for (const place of document.querySelectorAll("[data-say]")) place.textContent = word(place.dataset.say, language);
  for (const id of ["bn", "en"]) at(id).setAttribute("aria-pressed", String(id === language));
  at("told").textContent = state.told.map((one) => word(one, language)).join(" ");
  at("results").replaceChildren(...provedGiven().map((one, place) => card(one, known, language, askedAt(place))));
  at("programmes").replaceChildren(...programmes(known, language));
  if (known.programmes.length < 2) at("programmes").append(element("li", {}, word("no_programme", language)));
  at("forget").hidden = !hasMore(known);
  showTrust();
}

function showTrust() {
  const { language, asked } = state;
  at("trust").hidden = asked === null;
  if (asked === null) return;
  const choice = (name, chosen) => {
    const button = element("button", { type: "button", id: name }, word(name, language));
    button.addEventListener("click", chosen);
    return button;
  };
  const no = choice("trust_no", () => {
    state.asked = null;
    show();
  });
  const yes = choice("trust_yes", () => {
    trust(asked);
    show();
  });
  at("trust").replaceChildren(
    element("h3", { id: "trust-title" }, word("trust_title", language)),
    element("p", {}, element("strong", {}, local(asked.names, language)), ` (${asked.id})`),
    rootPrint(asked, language),
    element("p", {}, word("trust_ask", language)),
    state.known.programmes.some((one) => resembles(one, asked)) ? element("p", { class: "note stop" }, word("trust_resembles", language)) : "",
    element("div", { class: "choices" }, no, yes),
  );
}

/** The digits of codes behind the address's `#`, as a phone opens this page when it scans a certificate. */
function takeAddress() {
  const codes = location.hash.replace(/%[0-9a-f]{2}/gi, " ").match(/[0-9]{40,}/g);
  if (!codes) return;
  history.replaceState(null, "", "#");
  take([codes.join(" ")]);
}

async function useCamera() {
  at("viewfinder").hidden = false;
  at("camera").hidden = true;
  // The same codes may be shown on another paper: what was answered for the one before says nothing of it.
  const earlier = new Set(state.given);
  try {
    await look(at("video"), (codes) => {
      const ours = codes.filter(isCode);
      const known = state.given.some((one) => !earlier.has(one) && ours.every((code) => one.input.codes?.includes(code)));
      if (!ours.length || known) return false;
      const found = remember({ input: { codes: ours } });
      show();
      return !found.waits;
    });
  } catch {
    tell("no_camera");
  }
  endCamera();
}

function endCamera() {
  stop(at("video"));
  at("viewfinder").hidden = true;
  at("camera").hidden = !hasCamera();
}

function listen() {
  for (const id of ["bn", "en"]) {
    at(id).addEventListener("click", () => {
      state.language = id;
      show();
    });
  }
  at("files").addEventListener("change", async (event) => {
    const files = [...event.target.files];
    event.target.value = "";
    await take(files);
  });
  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = at("text").value.trim();
    const inputs = text.startsWith("{") ? [text] : textInputs(text);
    if (!inputs.length) return tell("nothing");
    at("text").value = "";
    take(inputs);
  });
  at("camera").addEventListener("click", useCamera);
  at("camera-off").addEventListener("click", endCamera);
  at("forget").addEventListener("click", () => {
    state.known = forgotten();
    state.given = [];
    tell();
    show();
  });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("dragenter", () => document.body.classList.add("drop"));
  addEventListener("dragleave", (event) => event.relatedTarget || document.body.classList.remove("drop"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("drop");
    if (event.dataTransfer.files.length) take([...event.dataTransfer.files]);
  });
  addEventListener("hashchange", takeAddress);
}

at("camera").hidden = !hasCamera();
listen();
show();
at("opening").remove();
document.querySelector("main").hidden = false;
takeAddress();
