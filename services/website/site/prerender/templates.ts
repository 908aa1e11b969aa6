/** Vite's plugin that writes the pages: each template's HTML, and `parts.json` for the server that fills them in. */

import { fileURLToPath } from "node:url";

import { type Plugin, runnerImport } from "vite";

export const PAGES = ["index", "app", "404"] as const;

interface Building {
  readonly documentOf: (template: (typeof PAGES)[number]) => string;
  readonly parts: () => Record<string, unknown>;
}

export function templates(): Plugin {
  let building: Building;
  return {
    name: "souk-templates",
    async buildStart() {
      const root = fileURLToPath(new URL("..", import.meta.url));
      const options = { root, configFile: false, logLevel: "error" } as const;
      building = (await runnerImport<Building>("/prerender/index.ts", options)).module;
    },
    transformIndexHtml: {
      order: "pre",
      handler: (_, { filename }) => building.documentOf(templateOf(filename)),
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "parts.json", source: JSON.stringify(building.parts(), null, 1) });
    },
  };
}

function templateOf(filename: string): (typeof PAGES)[number] {
  const template = PAGES.find((page) => filename.endsWith(`/${page}.html`));
  if (!template) {
    throw new Error(`${filename} is no template`);
  }
  return template;
}
