/** Bytes as numbers, texts and base64: the small things that every other part needs. */

/** Bytes in hexadecimal. */
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** True for the same bytes. */
export const same = (a, b) => a.length === b.length && a.every((byte, place) => byte === b[place]);

/** Several runs of bytes as one. */
export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

/** The whole number, big-endian, that bytes stand for. */
export const bigOf = (bytes) => (bytes.length ? BigInt("0x" + hex(bytes)) : 0n);

/** `count` bytes, big-endian, of a whole number. */
export const bytesOf = (number, count) =>
  Uint8Array.from((number.toString(16).padStart(2 * count, "0").match(/../g) ?? []).map((pair) => parseInt(pair, 16)));

/** The UTF-8 of a text. */
export const utf8 = (text) => new TextEncoder().encode(text);

/** The text of UTF-8 bytes, or null where they are none. */
export function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The bytes of base64 (RFC 4648, section 4, padded), or null. Stray last bits are passed over, as the desk does. */
export function fromBase64(text) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4) return null;
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

/** The base64 of bytes. */
export function toBase64(bytes) {
  let signs = "";
  for (const byte of bytes) signs += String.fromCharCode(byte);
  return btoa(signs);
}

/** True if `bytes` begin with the ASCII of `text`. */
export const beginsWith = (bytes, text) => same(bytes.subarray(0, text.length), utf8(text));
