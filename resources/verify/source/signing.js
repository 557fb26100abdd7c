/** Check a signature as the desk does: Ed25519 (RFC 8032), over `bsuh/<kind>/<version>`, a zero byte and the data. */

import { ed25519 } from "../libraries/noble-curves/ed25519.js";
import { sha256 as digest } from "../libraries/noble-hashes/sha2.js";
import { sha512 } from "../libraries/noble-hashes/sha2.js";
import { hex, joined, same, utf8 } from "./bytes.js";

const MOST_KEPT = 2000;
const kept = new Map();

/** SHA-256. It needs no secure context, so that the page works wherever a phone opens it from. */
export const sha256 = (bytes) => digest(bytes);

/** The first 8 bytes of SHA-256: how keys and grants are named. */
export const shortName = (bytes) => sha256(bytes).subarray(0, 8);

/** The short name of a public key, in hexadecimal. */
export const keyId = (publicKey) => hex(shortName(publicKey));

/** True if `signature` was made over exactly this kind, version and data by the secret key of `publicKey`. */
export function verify(publicKey, kind, data, signature, version = 1) {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const message = joined(utf8(`bsuh/${kind}/${version}\0`), data);
  const name = hex(sha256(joined(publicKey, signature, message)));
  if (!kept.has(name)) {
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(name, holds(publicKey, message, signature));
  }
  return kept.get(name);
}

/**
 * The strict check of the library, and libsodium's on top: the equation must hold without the cofactor, and R must not
 * be of small order. Otherwise whoever holds a key could make a signature that is good on one reader and not on another.
 */
function holds(publicKey, message, signature) {
  if (!ed25519.verify(signature, message, publicKey, { zip215: false })) return false;
  const { Point } = ed25519;
  const R = Point.fromBytes(signature.subarray(0, 32));
  const A = Point.fromBytes(publicKey);
  const k = scalar(sha512(joined(signature.subarray(0, 32), publicKey, message)));
  const S = scalar(signature.subarray(32));
  const again = Point.BASE.multiplyUnsafe(S).subtract(A.multiplyUnsafe(k));
  return !R.isSmallOrder() && same(again.toBytes(), signature.subarray(0, 32));
}

const scalar = (bytes) => BigInt("0x" + hex(Uint8Array.from(bytes).reverse())) % ed25519.Point.Fn.ORDER;
