/** Codes that people read, copy and dictate: Crockford's base 32 with its check (Luhn mod 32). */

import { asciiDigits } from "./days.js";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const READ = new Map([...ALPHABET].map((letter, number) => [letter, BigInt(number)]));
for (const [letter, number] of [["O", 0n], ["I", 1n], ["L", 1n]]) READ.set(letter, number);

/** `number` in `length` characters, or null where it does not fit. */
export function encode(number, length) {
  if (number < 0n || number >= 1n << BigInt(5 * length)) return null;
  let code = "";
  for (let place = length - 1; place >= 0; place--) code += ALPHABET[Number((number >> BigInt(5 * place)) & 31n)];
  return code;
}

/** The number that `text` stands for, read as people write it, in the digits of either script; null for a foreign sign. */
export function decode(text) {
  let number = 0n;
  for (const letter of asciiDigits(text).toUpperCase().replace(/[- ]/g, "")) {
    const value = READ.get(letter);
    if (value === undefined) return null;
    number = number * 32n + value;
  }
  return number;
}

/** The check character of `body`. */
export function checkCharacter(body) {
  const total = [...body].reverse().reduce((sum, letter, place) => {
    const value = ALPHABET.indexOf(letter) * (place % 2 === 0 ? 2 : 1);
    return sum + Math.floor(value / 32) + (value % 32);
  }, 0);
  return ALPHABET[(32 - (total % 32)) % 32];
}

/** A code of `length` characters in its one form, if its check holds; else null. */
export function readCode(text, length) {
  const number = decode(text);
  const plain = number === null ? null : encode(number, length);
  return plain !== null && checkCharacter(plain.slice(0, -1)) === plain.at(-1) ? plain : null;
}

/** `{device, counter}` of a serial whose check holds; else null. */
export function readSerial(text) {
  const plain = readCode(text, 10);
  return plain && { device: Number(decode(plain.slice(0, 4))), counter: Number(decode(plain.slice(4, 9))) };
}

/** The serial as it is printed: 5-5. */
export const printSerial = (serial) => `${serial.slice(0, 5)}-${serial.slice(5)}`;
