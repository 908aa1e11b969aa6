/** The library: everything that there is, for members and others. */

import "../styles/account.css";
import "../styles/members.css";

import type { content } from "souk-sdk";

import { More } from "../account/more.tsx";
import { useListed } from "../account/use_listed.ts";
import { Heading } from "../parts/heading.tsx";
import { Empty } from "../parts/states.tsx";
import { settings } from "../settings.ts";
import { souk } from "../souk.ts";
import { words } from "../texts/members.ts";
import NotFoundPage from "./not_found.tsx";

export default function LibraryPage() {
  return settings.content ? <Library /> : <NotFoundPage />;
}

function Library() {
  const listed = useListed<content.Summary>((cursor, signal) =>
    souk.content.listContent({ signal, ...(cursor ? { cursor } : {}) }).first(),
  );
  const { items } = listed.list;
  const none = !items.length && !listed.loading && listed.error === undefined;
  return (
    <section class="sheet sheet-wide">
      <Heading title={words.library.title} />
      <p>{words.library.lead}</p>
      {none && <Empty title={words.library.empty} />}
      <ul class="rows">
        {items.map((piece) => (
          <li key={piece.id}>
            <div class="row-main">
              <a href={`/library/${piece.id}`}>{piece.title}</a>
              <p class="fine">{words.kinds[piece.kind] ?? piece.kind}</p>
            </div>
            <span class="badge">{words.classes[piece.price_class] ?? piece.price_class}</span>
          </li>
        ))}
      </ul>
      <More {...listed} />
      {settings.premium && (
        <p>
          <a href="/membership">{words.piece.toMembership}</a>
        </p>
      )}
    </section>
  );
}
