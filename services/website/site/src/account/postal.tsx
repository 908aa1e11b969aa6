/** An address as it stands on a parcel. */

import type { users } from "souk-sdk";

import { countryName } from "./countries.ts";

export function Postal({ address: { recipient, street, postal_code, city, country } }: { address: users.Address }) {
  return (
    <address>
      {recipient}
      <br />
      {street}
      <br />
      {postal_code} {city}
      <br />
      {countryName(country)}
    </address>
  );
}
