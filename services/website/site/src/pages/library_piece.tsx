/** One piece of the library: members open it here, others see what they would get. */

import "../styles/account.css";
import "../styles/members.css";

import type { content } from "souk-sdk";

import { Lesson } from "../members/lesson.tsx";
import { Offer } from "../members/offer.tsx";
import { partsOf, titleOf } from "../members/parts_of.ts";
import { Player } from "../members/player.tsx";
import { needsMembership } from "../members/renewal.ts";
import { addressOf, type Signed } from "../members/signed.ts";
import { useSession } from "../members/use_session.ts";
import { Heading } from "../parts/heading.tsx";
import { Failing, Loading } from "../parts/states.tsx";
import type { Route } from "../router.ts";
import { session } from "../session.ts";
import { settings } from "../settings.ts";
import { souk } from "../souk.ts";
import { words } from "../texts/members.ts";
import { useLoad } from "../use_load.ts";
import { useStore } from "../use_store.ts";
import NotFoundPage from "./not_found.tsx";

export default function LibraryPiecePage({ params }: Pick<Route, "params">) {
  return settings.content ? <Piece id={params["id"] ?? ""} /> : <NotFoundPage />;
}

function Piece({ id }: { id: string }) {
  const customer = useStore(session);
  const { value, error, reload } = useLoad((signal) => souk.content.getContent(id, { signal }), [id]);
  const { status = 0 } = (error ?? {}) as { status?: number };
  if (status === 404 || status === 410 || status === 422) {
    return <Unknown />;
  }
  if (!value) {
    return (
      <section class="sheet">
        <Heading title={words.library.title} />
        {error === undefined ? <Loading /> : <Failing error={error} retry={reload} />}
      </section>
    );
  }
  return (
    <section class="sheet sheet-wide">
      <p class="fine">
        <a href="/library">{words.library.all}</a>
      </p>
      <Heading title={value.title} />
      <p>
        <span class="badge">{words.kinds[value.kind] ?? value.kind}</span>{" "}
        <span class="badge">{words.classes[value.price_class] ?? value.price_class}</span>
      </p>
      {customer ? <Opening key={customer.email} piece={value} /> : <Closed piece={value} />}
    </section>
  );
}

function Opening({ piece }: { piece: content.Content }) {
  const { value, error, ended, reload } = useSession(piece.id);
  if (needsMembership(error) || needsMembership(ended)) {
    return <Closed piece={piece} ended={ended !== undefined} />;
  }
  const failure = error ?? ended;
  if (failure !== undefined) {
    return <Failing error={failure} retry={reload} />;
  }
  return value ? <Open piece={piece} signed={value} /> : <Loading />;
}

function Open({ piece, signed }: { piece: content.Content; signed: Signed }) {
  const { video, captions, lessons, pictures, others } = partsOf(piece.entry, piece.files);
  return (
    <>
      {video && <Player title={piece.title} file={video} captions={captions} signed={signed} />}
      {lessons.length > 0 && <h2>{words.piece.lessons}</h2>}
      {lessons.map((name) => (
        <Lesson key={name} name={name} address={addressOf(signed, name)} />
      ))}
      {pictures.length > 0 && <h2>{words.piece.pictures}</h2>}
      {pictures.map((name) => (
        <img key={name} class="plate" src={addressOf(signed, name)} alt={titleOf(name)} loading="lazy" />
      ))}
      {others.length > 0 && <h2>{words.piece.files}</h2>}
      <ul class="plain">
        {others.map((name) => (
          <li key={name}>
            <a href={addressOf(signed, name)} download>
              {words.piece.download(titleOf(name))}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Closed({ piece, ended = false }: { piece: content.Content; ended?: boolean }) {
  const { video, lessons, pictures, others } = partsOf(piece.entry, piece.files);
  const names = [...(video ? [piece.title] : []), ...[...lessons, ...pictures, ...others].map(titleOf)];
  return (
    <>
      <Offer isFree={piece.price_class === "free"} ended={ended} />
      <h2>{words.piece.contents}</h2>
      <p class="fine">{words.piece.parts(names.length)}</p>
      <ul>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </>
  );
}

function Unknown() {
  return (
    <section class="sheet">
      <Heading title={words.library.unknown} />
      <p>{words.library.unknownHelp}</p>
      <p>
        <a class="button" href="/library">
          {words.library.all}
        </a>
      </p>
    </section>
  );
}
