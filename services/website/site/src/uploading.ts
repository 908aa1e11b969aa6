/** Uploads a picture: announces it, posts the file with S3's form, then waits until it is ready or refused. */

import type { Souk } from "souk-sdk";

type Pictures = Pick<Souk["website"], "announcePicture" | "getPicture">;
export type Form = Awaited<ReturnType<Pictures["announcePicture"]>>;
export type Upload = Awaited<ReturnType<Pictures["getPicture"]>>;
type Announced = Parameters<Pictures["announcePicture"]>[1];

/** Posts a file with a form, and reports which share of it is sent. */
export type Post = (form: Form, file: Blob, sent: (share: number) => void) => Promise<void>;

export interface Wanted {
  readonly sku: string;
  readonly alt: string;
  readonly file: Blob;
}

export const TYPES = ["image/jpeg", "image/png", "image/webp"];
export const MOST_BYTES = 10_000_000;
const POLL_MS = 500;
const PATIENCE_MS = 120_000;

/** S3 took the file, and nobody has decided on it for minutes. */
export class TooSlow extends Error {
  override readonly name = "TooSlow";
}

/** S3 refused the file, or the connection broke. */
export class NotSent extends Error {
  override readonly name = "NotSent";
}

/** Why a file need not be sent at all. */
export function obstacleOf(file: Blob | undefined): "missing" | "empty" | "too-large" | "no-picture" | undefined {
  if (!file) {
    return "missing";
  }
  if (!TYPES.includes(file.type)) {
    return "no-picture";
  }
  if (file.size === 0) {
    return "empty";
  }
  return file.size > MOST_BYTES ? "too-large" : undefined;
}

/** The decided upload. `progress` is the share that is sent, then undefined while the picture is made. */
export async function upload(
  pictures: Pictures,
  { sku, alt, file }: Wanted,
  progress: (share: number | undefined) => void,
  send: Post = post,
  pause: (ms: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms)),
): Promise<Upload> {
  const form = await pictures.announcePicture(sku, { type: file.type as Announced["type"], size: file.size, alt });
  await send(form, file, progress);
  progress(undefined);
  for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
    const state = await pictures.getPicture(sku, form.id);
    if (state.state !== "waiting") {
      return state;
    }
    await pause(POLL_MS);
  }
  throw new TooSlow();
}

/** By XMLHttpRequest: `fetch` doesn't report how much it has sent. */
function post(form: Form, file: Blob, sent: (share: number) => void): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) {
    body.append(name, value);
  }
  body.append("file", file);
  const request = new XMLHttpRequest();
  return new Promise((done, fail) => {
    request.upload.onprogress = (event) => sent(event.loaded / event.total);
    request.onload = () => (request.status < 300 ? done() : fail(new NotSent(String(request.status))));
    request.onerror = () => fail(new NotSent("no connection"));
    request.open("POST", form.url);
    request.send(body);
  });
}
