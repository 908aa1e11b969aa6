/** The HTML of the pages' templates: everything but what the server fills in, from the same texts as the site. */

import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";

import { Shelf } from "../src/pages/catalogue.tsx";
import NotFoundPage from "../src/pages/not_found.tsx";
import { Hero } from "../src/parts/hero.tsx";
import { texts } from "../src/texts/index.ts";
import { Footer, Header } from "./frame.tsx";
import { SAMPLE } from "./parts.tsx";

export type Template = "index" | "app" | "404";

/** A template. */
export function documentOf(template: Template): string {
  const { title, main } = PAGES[template];
  const html = renderToString(
    <Document template={template} title={title}>
      {main}
    </Document>,
  );
  return `<!doctype html>\n${html.replace(SAMPLES, "<!--souk:catalogue-->")}\n`;
}

const SAMPLES = /<li class="card".*<\/li>/s;

const PAGES: Record<Template, { title: string; main: ComponentChildren }> = {
  index: {
    title: texts.title(texts.catalogue.title),
    main: (
      <>
        <Hero />
        <Shelf products={[SAMPLE]} />
      </>
    ),
  },
  app: { title: texts.shop, main: <noscript><p class="state">{texts.noScript}</p></noscript> },
  "404": { title: texts.title(texts.notFound.title), main: <NotFoundPage /> },
};

interface DocumentProps {
  readonly template: Template;
  readonly title: string;
  readonly children: ComponentChildren;
}

function Document({ template, title, children }: DocumentProps) {
  return (
    <html lang="en" data-page={template}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content={texts.catalogue.lead} />
        <title>{title}</title>
        <link rel="icon" type="image/svg+xml" href="/src/images/icon.svg" />
        <script type="module" src="/src/main.tsx" />
      </head>
      <body>
        <Header />
        <main id="content">{children}</main>
        <Footer />
        <p id="announcements" class="unseen" role="status" />
        <script type="application/json" id="souk-settings" dangerouslySetInnerHTML={{ __html: "{}" }} />
        <script type="application/json" id="souk-catalogue" dangerouslySetInnerHTML={{ __html: "[]" }} />
      </body>
    </html>
  );
}
