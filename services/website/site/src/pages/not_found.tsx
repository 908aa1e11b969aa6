/** An address that leads nowhere. */

import { Heading } from "../parts/heading.tsx";
import { texts } from "../texts/index.ts";

export default function NotFoundPage() {
  return (
    <section class="sheet">
      <Heading title={texts.notFound.title} />
      <p>{texts.notFound.help}</p>
      <p>
        <a class="button" href="/">
          {texts.notFound.home}
        </a>
      </p>
    </section>
  );
}
