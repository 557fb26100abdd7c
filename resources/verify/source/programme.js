/** The programme file: read strictly, as the desk reads it, and what of it this page needs. */

import { hex, same, toBase64 } from "./bytes.js";
import { isoOf } from "./days.js";
import { alteredFile, outdated, unreadable } from "./refusals.js";
import { bytes, day, flag, listOf, names, oneOf, optional, orNull, shape, tableOf, text, whole } from "./shape.js";
import { canonical, readSigned } from "./strict_json.js";
import { sha256, verify } from "./signing.js";
import { usablePrefix } from "./transport.js";

const LARGEST = 32 * 1024 * 1024;
const area = shape({ code: text, names });
const places = listOf(
  shape({
    id: text, names, upazila: area, district: area,
    division: optional(area, null), pupils: optional(whole, 0), partner: optional(whole, 0),
  }),
);
const award = shape({
  kind: optional(oneOf("attendance"), "attendance"), late_counts: optional(flag, true),
  left_early_counts: optional(flag, false), modules: optional(whole, 1),
});
const helpline = shape({ id: text, number: text, names, source: text, date: day, verified: optional(flag, false) });
const fields = shape({
  format: optional(whole, 1), id: text, version: whole, issued: day, expires: day, root_key: bytes, names,
  logos: listOf(shape({ words: names, media_type: text, data: bytes })),
  partners: listOf(shape({ number: whole, id: text, names, recipients: listOf(text) })),
  recovery: listOf(text),
  focal_points: listOf(shape({ partner: whole, names, phone: text })),
  places, place_list_hash: bytes, award_rule: award,
  consent: shape({ basis: oneOf("letters", "school", "none"), notice_version: text }),
  design: text, url_prefix: text, retention_days: whole, cell_limit: whole, offset_minutes: whole,
  helplines: listOf(helpline), modules: tableOf(whole),
});

/** What this page needs of a programme file whose signature holds; who signed it, the caller knows. Throws Refused. */
export function readProgramme(data) {
  const { body, bytes: signed, signature } = readSigned(data, "programme", LARGEST);
  if (body.format !== 1) throw outdated();
  const programme = fields(body);
  if (!usablePrefix(programme.url_prefix)) throw unreadable();
  if (!verify(programme.root_key, "programme", signed, signature)) throw alteredFile();
  const listed = programme.places.length > 0;
  if (listed && !same(sha256(placesBytes(body.places)), programme.place_list_hash)) throw alteredFile();
  return { ...facts(programme), file: hex(sha256(signed)) };
}

/** The facts of a programme that stand in this page's own text; their root key is trusted. Throws Refused. */
export function readFacts(value) {
  const read = shape({
    id: text, version: whole, issued: day, expires: day, root_key: bytes, names, url_prefix: text, modules: tableOf(whole),
    titles: optional(tableOf(names), {}), partners: optional(listOf(shape({ number: whole, names })), []),
    file: optional(orNull(text), null),
  })(value);
  return { ...facts(read), titles: read.titles, file: read.file };
}

/** The facts of a programme as `readFacts` takes them. */
export const writeFacts = (programme) => ({
  id: programme.id, version: programme.version, issued: isoOf(programme.issued), expires: isoOf(programme.expires),
  root_key: toBase64(programme.rootKey), names: programme.names, url_prefix: programme.prefix, modules: programme.modules,
  titles: programme.titles, partners: programme.partners.map(({ number, names: said }) => ({ number, names: said })),
  file: programme.file,
});

/** True for two readings of one file; where only facts are known, for the same facts. */
export function sameFile(one, other) {
  if (one.file && other.file) return one.file === other.file;
  const plain = (programme) => String(canonical({ ...writeFacts(programme), titles: null, file: null }));
  return plain(one) === plain(other);
}

/** The number's module: its id, or null. */
export const moduleOf = (programme, number) =>
  Object.keys(programme.modules).sort().find((id) => programme.modules[id] === number) ?? null;

function facts(programme) {
  const { id, version, issued, expires, root_key: rootKey, names: said, url_prefix: prefix, modules, partners } = programme;
  return { id, version, issued, expires, rootKey, names: said, prefix, modules, titles: {}, partners };
}

/** The place list as the desk writes it: what it does not know is not written. */
function placesBytes(list) {
  const words = (value) => ({ bn: value.bn ?? "", en: value.en ?? "" });
  const areaOf = (value) => ({ code: value.code, names: words(value.names) });
  const placeOf = (place) => {
    const written = { id: place.id, names: words(place.names), upazila: areaOf(place.upazila), district: areaOf(place.district) };
    const division = place.division ? areaOf(place.division) : null;
    if (division && (division.code || division.names.bn || division.names.en)) written.division = division;
    if (place.pupils) written.pupils = place.pupils;
    if (place.partner) written.partner = place.partner;
    return written;
  };
  return canonical(list.map(placeOf));
}
