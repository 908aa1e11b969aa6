/** The part of hls.js without subtitles and encryption has the types of the whole. */

declare module "hls.js/light" {
  export { default } from "hls.js";
}
