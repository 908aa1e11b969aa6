/** A time of the API, as people read it. */

const FORMAT = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });

export function readable(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : FORMAT.format(date);
}
