/** The camera, where the page may use it: it looks until both codes of a certificate were seen. */

import { codesInVideo } from "./reader.js";

const PAUSE_MS = 150;
let stream = null;
let wanted = false;

/** True where a page may ask for the camera at all. */
export const hasCamera = () => Boolean(navigator.mediaDevices?.getUserMedia);

/** Turns the camera on and hands `seen` the texts of codes as they come into view, until it says true. */
export async function look(video, seen) {
  wanted = true;
  const found = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } },
    audio: false,
  });
  stream = found;
  if (!wanted) return stop(video);
  video.srcObject = stream;
  await video.play();
  while (stream) {
    const codes = video.videoWidth ? await codesInVideo(video) : [];
    if (stream && codes.length && seen(codes)) return;
    await new Promise((next) => setTimeout(next, PAUSE_MS));
  }
}

/** Turns the camera off. */
export function stop(video) {
  wanted = false;
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  video.srcObject = null;
}
