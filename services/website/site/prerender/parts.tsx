/**
 * Makes `parts.json`, by which the server renders products as the site does: the site's components with placeholders.
 *
 * `card` is HTML with {{sku}}, {{name}}, {{price}}, {{stock}}, {{left}}, all to be escaped, and {{picture}}: `card_photo`,
 * with {{webp}}, {{jpeg}}, {{src}}, {{alt}}, {{loading}}, or `blank`, with {{tint}}, {{initial}}. How a value is written is in `words`; `src/parts/view.ts` does the same.
 */

import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";

import type { Product } from "../src/catalogue.ts";
import { SYMBOLS } from "../src/money.ts";
import { IN_SIGHT } from "../src/pages/catalogue.tsx";
import { Card, CARD_SIZES } from "../src/parts/card.tsx";
import { Blank, Photo } from "../src/parts/picture.tsx";
import { Empty } from "../src/parts/states.tsx";
import { FEW, PLENTY, TINTS } from "../src/parts/view.ts";
import { texts } from "../src/texts/index.ts";

/** A product whose card marks the place of all cards in a template. */
export const SAMPLE: Product = { sku: "SAMPLE", name: "Sample", price: { amount: "1.00", currency: "EUR" }, stock: 1 };

const VIEW = { sku: "{{sku}}", name: "{{name}}", price: "{{price}}", stock: "{{stock}}", left: "{{left}}" };
const PHOTO = { webp: "{{webp}}", jpeg: "{{jpeg}}", src: "{{src}}", alt: "{{alt}}", loading: "{{loading}}" };
const HOLE = <i>picture</i>;

export function parts(): Record<string, unknown> {
  return {
    card: html(<Card view={VIEW} picture={HOLE} />),
    card_photo: html(<Photo {...PHOTO} sizes={CARD_SIZES} />),
    empty: html(<Empty title={texts.catalogue.empty} />),
    blank: html(<Blank tint="{{tint}}" initial="{{initial}}" />),
    words: {
      left: {
        plenty: texts.left.plenty(""),
        many: texts.left.many("{{pieces}}"),
        few: texts.left.few("{{pieces}}"),
        none: texts.left.none(""),
      },
      few: FEW,
      plenty: PLENTY,
      tints: TINTS,
      in_sight: IN_SIGHT,
      symbols: SYMBOLS,
    },
  };
}

function html(part: ComponentChildren): string {
  return renderToString(<>{part}</>).replace("<i>picture</i>", "{{picture}}");
}
