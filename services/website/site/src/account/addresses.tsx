/** The customer's addresses: at most ten, each of which can be removed. */

import { useState } from "preact/hooks";
import type { users } from "souk-sdk";

import { announce } from "../announce.ts";
import { Failing } from "../parts/states.tsx";
import { souk } from "../souk.ts";
import { words } from "../texts/account.ts";
import { AddressForm } from "./address_form.tsx";
import { Postal } from "./postal.tsx";

const MOST = 10;

interface AddressesProps {
  readonly addresses: readonly users.Address[];
  readonly change: (addresses: readonly users.Address[]) => void;
}

export function Addresses({ addresses, change }: AddressesProps) {
  const added = (address: users.Address) => {
    change([...addresses, address]);
    announce(words.profile.added);
  };
  const removed = ({ id }: users.Address) => {
    change(addresses.filter((address) => address.id !== id));
    announce(words.profile.removed);
    document.getElementById("addresses")?.focus();
  };
  return (
    <>
      <h2 id="addresses" tabIndex={-1}>
        {words.profile.addresses}
      </h2>
      {!addresses.length && <p>{words.profile.none}</p>}
      <ul class="rows">
        {addresses.map((address) => (
          <li key={address.id}>
            <Postal address={address} />
            <Remove address={address} removed={() => removed(address)} />
          </li>
        ))}
      </ul>
      <h3>{words.profile.add}</h3>
      {addresses.length < MOST ? <AddressForm saved={added} /> : <p>{words.profile.full}</p>}
    </>
  );
}

function Remove({ address, removed }: { address: users.Address; removed: () => void }) {
  const [failure, fail] = useState<unknown>(undefined);
  const remove = () => {
    fail(undefined);
    const gone = (error: { status?: number }) => (error.status === 404 ? removed() : fail(error));
    souk.users.removeAddress(address.id).then(removed, gone);
  };
  return (
    <>
      <button type="button" class="link" aria-label={words.profile.removeNamed(address.street)} onClick={remove}>
        {words.profile.remove}
      </button>
      {failure !== undefined && <Failing error={failure} />}
    </>
  );
}
