/** Plays HLS in a video element. hls.js is loaded here, and on no page without a video. */

import { addressOf, type Signed, withSignature } from "./signed.ts";

/** The browser has no Media Source Extensions. */
export class Unplayable extends Error {
  override readonly name = "Unplayable";
}

export interface Playing {
  readonly video: HTMLVideoElement;
  readonly playlist: string;
  /** The session of this moment: it is renewed while the video plays. */
  readonly current: () => Signed;
  readonly failed: (error: unknown) => void;
}

/** Returns how to end it. */
export async function play({ video, playlist, current, failed }: Playing): Promise<() => void> {
  const { default: Hls } = await import("hls.js/light");
  if (!Hls.isSupported()) {
    throw new Unplayable("no Media Source Extensions");
  }
  const hls = new Hls({
    // The site's policy allows no workers of blobs.
    enableWorker: false,
    xhrSetup: (request, address) => request.open("GET", withSignature(address, current()), true),
  });
  hls.on(Hls.Events.ERROR, (_, { fatal, details }) => fatal && failed(new Error(details)));
  hls.loadSource(addressOf(current(), playlist));
  hls.attachMedia(video);
  return () => hls.destroy();
}
