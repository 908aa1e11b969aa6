/** The video of a piece of content, with the browser's own controls, which keyboards and screen readers know. */

import { useEffect, useRef, useState } from "preact/hooks";

import { words } from "../texts/members.ts";
import { addressOf, type Signed } from "./signed.ts";

export interface PlayerProps {
  readonly title: string;
  readonly file: string;
  readonly captions: string | undefined;
  readonly signed: Signed;
}

export function Player({ title, file, captions, signed }: PlayerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(signed);
  latest.current = signed;
  const [error, fail] = useState<unknown>();
  const [attempt, again] = useState(0);
  useEffect(() => {
    fail(undefined);
    return start(file, video.current, () => latest.current, fail);
  }, [file, attempt]);
  const { piece } = words;
  const unplayable = (error as Error | undefined)?.name === "Unplayable";
  return (
    <div class="player">
      <video ref={video} controls playsInline preload="metadata" crossOrigin="anonymous" aria-label={piece.playing(title)}>
        {captions && (
          <track default kind="captions" srcLang="en" label={piece.captions} src={addressOf(signed, captions)} />
        )}
      </video>
      {error !== undefined && (
        <p class="state state-failing" role="alert">
          <strong>{unplayable ? piece.unplayable : piece.stopped}</strong>{" "}
          {unplayable ? (
            piece.unplayableHelp
          ) : (
            <button type="button" class="button button-quiet" onClick={() => again(attempt + 1)}>
              {words.again}
            </button>
          )}
        </p>
      )}
    </div>
  );
}

/** Plays the file, and returns how to end it. */
function start(
  file: string,
  video: HTMLVideoElement | null,
  current: () => Signed,
  failed: (error: unknown) => void,
): () => void {
  if (!video) {
    return () => undefined;
  }
  if (!file.endsWith(".m3u8")) {
    video.src = addressOf(current(), file);
    video.onerror = () => failed(video.error);
    return () => video.removeAttribute("src");
  }
  let end: (() => void) | undefined;
  let left = false;
  import("./playing.ts")
    .then(({ play }) => play({ video, playlist: file, current, failed }))
    .then((stop) => (left ? stop() : (end = stop)))
    .catch(failed);
  return () => {
    left = true;
    end?.();
  };
}
