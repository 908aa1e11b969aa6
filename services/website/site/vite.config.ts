/** Builds the site into templates of its pages and assets with hashed names: `vite build --outDir FOLDER`. */

import { fileURLToPath } from "node:url";

import { defineConfig } from "vite";

import { PAGES, templates } from "./prerender/templates.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at("."),
  publicDir: false,
  appType: "mpa",
  plugins: [templates()],
  resolve: { alias: { "souk-sdk": at("../../../sdk/typescript/src/index.ts") } },
  build: {
    outDir: at("../../../.build/site"),
    emptyOutDir: true,
    target: "es2022",
    // The policy of the site allows no `data:` addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: false,
    rolldownOptions: {
      input: PAGES.map((page) => at(`${page}.html`)),
      output: {
        comments: false,
        // All that every page needs is one file, and not one for each module that some later page uses, too.
        codeSplitting: { groups: [{ name: "shop", test: /site\/src\/main\.tsx$/ }] },
      },
    },
  },
});
