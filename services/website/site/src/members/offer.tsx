/** What somebody sees who may not open a piece of content: for whom it is, and how to become one of them. */

import { by } from "../account/back.ts";
import { session } from "../session.ts";
import { settings } from "../settings.ts";
import { words } from "../texts/members.ts";
import { useStore } from "../use_store.ts";

interface OfferProps {
  readonly isFree: boolean;
  /** The membership ended while the piece was open. */
  readonly ended?: boolean;
}

export function Offer({ isFree, ended = false }: OfferProps) {
  const customer = useStore(session);
  const { piece } = words;
  return (
    <div class="notice" role={ended ? "alert" : undefined}>
      {!isFree && (
        <p>
          <strong>{ended ? piece.ended : piece.join}</strong> {ended ? piece.over : piece.joinHelp}
        </p>
      )}
      <p class="form-end">
        {!isFree && settings.premium && (
          <a class="button" href="/membership">
            {piece.toMembership}
          </a>
        )}
        {!customer && <a href={by("/sign-in", location.pathname)}>{piece.signIn}</a>}
      </p>
    </div>
  );
}
