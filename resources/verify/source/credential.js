/** The credential: what the first code on a certificate says and signs. */

import { bigOf, hex } from "./bytes.js";
import { decodeName } from "./name_coding.js";
import { alteredCode } from "./refusals.js";
import { encode, readSerial } from "./serial.js";
import { keyId, verify } from "./signing.js";

const HEAD = 12;
const TAIL = 72;
const NAME_BYTES = 74;

/** The credential of QR 1's bytes. Throws Refused `altered` for bytes that are none. */
export function decodeCredential(data) {
  if (data.length < HEAD + TAIL || data.length > HEAD + NAME_BYTES + TAIL || data[0] !== 1) throw alteredCode();
  const serial = encode(bigOf(data.subarray(1, 8)), 10);
  const name = decodeName(data.subarray(HEAD, -TAIL));
  if (serial === null || readSerial(serial) === null || name === null) throw alteredCode();
  return {
    serial,
    module: Number(bigOf(data.subarray(8, 10))),
    day: Number(bigOf(data.subarray(10, 12))),
    name,
    keyId: hex(data.subarray(-TAIL, -64)),
    body: data.subarray(0, -64),
    signature: data.subarray(-64),
  };
}

/** True if the device whose public key is given signed exactly this credential. */
export const verifyCredential = (credential, publicKey) =>
  credential.keyId === keyId(publicKey) && verify(publicKey, "credential", credential.body, credential.signature);
