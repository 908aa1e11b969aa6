/** The catalogue's opening: its heading and a line, in the template and in the browser alike. */

import { texts } from "../texts/index.ts";
import { Heading } from "./heading.tsx";

export function Hero() {
  return (
    <header class="hero">
      <Heading title={texts.catalogue.title}>{texts.slogan}</Heading>
      <p class="hero-lead">{texts.catalogue.lead}</p>
    </header>
  );
}
