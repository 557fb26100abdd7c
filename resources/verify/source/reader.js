/** Reads codes from pictures with the same engine as the desk: zxing-cpp, whose bytes stand in this page. */

import { ZXingWASM } from "../libraries/zxing-wasm/reader.js";
import { fromBase64 } from "./bytes.js";

const OPTIONS = { formats: ["QRCode"], maxNumberOfSymbols: 8 };
const LARGEST = 64 * 1024 * 1024;
const MOST_PIXELS = 40_000_000;
let ready = null;

/** The texts of the QR codes in a picture's file, from left to right; null for what is no picture that opens here. */
export async function codesInPicture(blob) {
  if (blob.size > LARGEST) return null;
  const image = await createImageBitmap(blob).catch(() => null);
  if (!image || image.width * image.height > MOST_PIXELS) return null;
  const codes = await codesIn(pixels(image, image.width, image.height));
  image.close();
  // A browser that blurs what is drawn, so that nobody is recognised by it, reads nothing: then the file itself.
  return codes.length ? codes : readBarcodes(new Uint8Array(await blob.arrayBuffer())).catch(() => []);
}

/** The texts of the QR codes in what the camera sees now. */
export async function codesInVideo(video) {
  const scale = Math.min(1, 1600 / Math.max(video.videoWidth, video.videoHeight));
  return codesIn(pixels(video, Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)));
}

const codesIn = (image) => readBarcodes(image);

async function readBarcodes(image) {
  ready ??= ZXingWASM.prepareZXingModule({ overrides: { wasmBinary: engine() }, fireImmediately: true });
  await ready;
  const found = await ZXingWASM.readBarcodes(image, OPTIONS);
  return found.sort((a, b) => a.position.topLeft.x - b.position.topLeft.x).map((code) => code.text);
}

const engine = () => fromBase64(document.getElementById("reader").textContent.trim()).buffer;

function pixels(source, width, height) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(source, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
