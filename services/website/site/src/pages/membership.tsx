/** The membership: until when, what it gives, and how to get one, which is an order as any other. */

import "../styles/account.css";
import "../styles/members.css";

import type { premium } from "souk-sdk";
import { useState } from "preact/hooks";

import { by } from "../account/back.ts";
import { readable } from "../account/times.ts";
import { usePoll } from "../account/use_poll.ts";
import { announce } from "../announce.ts";
import { Offers } from "../members/offers.tsx";
import { Heading } from "../parts/heading.tsx";
import { Failing, Loading } from "../parts/states.tsx";
import { session } from "../session.ts";
import { settings } from "../settings.ts";
import { souk } from "../souk.ts";
import { words } from "../texts/members.ts";
import { useLoad } from "../use_load.ts";
import { useStore } from "../use_store.ts";
import NotFoundPage from "./not_found.tsx";

export default function MembershipPage() {
  const customer = useStore(session);
  const { membership } = words;
  if (!settings.premium) {
    return <NotFoundPage />;
  }
  return (
    <section class="sheet sheet-wide">
      <Heading title={membership.title} />
      <p>{membership.lead}</p>
      {settings.content && (
        <p>
          <a href="/library">{membership.toLibrary}</a>
        </p>
      )}
      {customer ? (
        <Mine key={customer.email} />
      ) : (
        <>
          <p>
            <a href={by("/sign-in", "/membership")}>{membership.signIn}</a>
          </p>
          <Offers title={membership.offers} />
        </>
      )}
    </section>
  );
}

function Mine() {
  const { value, error, reload } = useLoad((signal) => souk.premium.getMembership({ signal }), []);
  const [changed, change] = useState<premium.Membership>();
  const current = changed ?? value;
  usePoll(current !== undefined && !current.active, async (signal) => {
    const next = await souk.premium.getMembership({ signal });
    if (next.active) {
      change(next);
      announce(words.membership.began);
    }
    return next.active;
  });
  if (!current) {
    return error === undefined ? <Loading /> : <Failing error={error} retry={reload} />;
  }
  return (
    <>
      <p class="notice">{stateOf(current)}</p>
      {!current.active && <p class="fine">{words.membership.follows}</p>}
      <Offers title={current.active ? words.membership.prolong : words.membership.offers} />
    </>
  );
}

function stateOf({ active, until }: premium.Membership): string {
  const { membership } = words;
  return !until ? membership.none : active ? membership.until(readable(until)) : membership.ended(readable(until));
}
