/** What a piece of content consists of for people: a video, lessons, pictures, and other files. */

export interface File {
  readonly name: string;
  readonly type: string;
}

export interface Parts {
  /** The file to play, if the piece begins with one. */
  readonly video: string | undefined;
  readonly captions: string | undefined;
  readonly lessons: readonly string[];
  readonly pictures: readonly string[];
  readonly others: readonly string[];
}

const PLAYLIST = /mpegurl/i;
const MEDIA = /^(video|audio)\//;

export function partsOf(entry: string, files: readonly File[]): Parts {
  const named = (test: (file: File) => boolean) => files.filter(test).map(({ name }) => name);
  const isPlayed = ({ type }: File) => PLAYLIST.test(type) || MEDIA.test(type);
  const first = files.find(({ name }) => name === entry);
  const video = first && isPlayed(first) ? entry : undefined;
  const isSegment = (file: File) => video !== undefined && isPlayed(file);
  const isCaption = ({ type }: File) => type.startsWith("text/vtt");
  const isLesson = (file: File) => /^text\/(plain|markdown)/.test(file.type);
  const isPicture = ({ type }: File) => type.startsWith("image/");
  return {
    video,
    captions: named(isCaption)[0],
    lessons: named(isLesson),
    pictures: named(isPicture),
    others: named((file) => ![isSegment, isCaption, isLesson, isPicture].some((test) => test(file))),
  };
}

/** A file's name as a title: `02-warm-light.md` is "Warm light". */
export function titleOf(name: string): string {
  const words = (name.split("/").at(-1) ?? name).replace(/\.[^.]*$/, "").replace(/^\d+[-_. ]*/, "").replace(/[-_]+/g, " ");
  return words ? words[0]?.toUpperCase() + words.slice(1) : name;
}
