/** Content for members: the generated client, and files as streams, which ask for a new link when one ends midway. */

import type { CallOptions } from "./api.ts";
import { ContentChanged, ContentRefused, Unreachable } from "./errors.ts";
import { ContentV1 } from "./generated/content.v1.client.ts";
import type { Transport } from "./transport.ts";

const BLOCK = 1 << 20;
const RANGE = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/;

export interface OpenOptions extends CallOptions {
  /** The file of the piece; by default the one that is opened first. */
  readonly file?: string | undefined;
  /** The first byte. */
  readonly from?: number | undefined;
}

export class Content extends ContentV1 {
  readonly #transport: Transport;
  readonly #files: string | undefined;

  /** `files` is where files are fetched from, if that is not the address that links name. */
  constructor(baseUrl: string, transport: Transport, files?: string) {
    super(baseUrl, transport);
    this.#transport = transport;
    this.#files = files;
  }

  /**
   * A file as a stream. It is fetched block by block as it is read, under a link that is replaced when it ends.
   * @throws What `makeLink` throws; later, from the stream, also ContentChanged, ContentRefused and Unreachable.
   */
  async open(contentId: string, { file, from = 0, ...call }: OpenOptions = {}): Promise<ReadableStream<Uint8Array>> {
    const link = async () => new URL((await this.makeLink(contentId, file === undefined ? {} : { file }, call)).url);
    let current = await link();
    let position = from;
    const fetch = (first: number) => this.#part(current, first, call);
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          let answer = await fetch(position);
          if (answer.status === 403) {
            const { pathname } = current;
            current = await link();
            if (current.pathname !== pathname) {
              throw new ContentChanged("another revision was published: open it again");
            }
            answer = await fetch(position);
          }
          const size = sizeOf(answer, position);
          if (answer.status === 206) {
            const part = new Uint8Array(await answer.arrayBuffer());
            position += part.length;
            controller.enqueue(part);
          }
          if (answer.status === 416 || position >= size) {
            controller.close();
          }
        },
      },
      { highWaterMark: 0 },
    );
  }

  #part({ pathname, search, href }: URL, first: number, call: CallOptions): Promise<Response> {
    const url = this.#files === undefined ? href : `${this.#files}${pathname}${search}`;
    const headers = { Range: `bytes=${first}-${first + BLOCK - 1}` };
    const options = { ...call, operation: "open", secured: false, repeatable: true, foreign: true };
    return this.#transport.send(new Request(url, { headers }), options).catch((error: unknown) => {
      // Without its cause, which names the link: with that anybody can read the file.
      throw error instanceof Unreachable ? new Unreachable(error.message) : error;
    });
  }
}

/** The size of the file, if the answer is the part that was asked for, or says that there is none. */
function sizeOf({ status, headers }: Response, first: number): number {
  const [, start, size] = RANGE.exec(headers.get("Content-Range") ?? "") ?? [];
  if (size === undefined || (status !== 206 && status !== 416) || (start !== undefined && Number(start) !== first)) {
    throw new ContentRefused(`the server of the file answers with status ${status}`);
  }
  return Number(size);
}
