/** What Vite's plugin runs, with the site's own components. */

export { documentOf } from "./document.tsx";
export { parts } from "./parts.tsx";
