/** The customer's own data: name and addresses, signing out, and leaving the shop. */

import "../styles/account.css";

import { useEffect, useState } from "preact/hooks";

import { Addresses } from "../account/addresses.tsx";
import { forCustomers } from "../account/for_customers.tsx";
import { Leaving } from "../account/leaving.tsx";
import { NameForm } from "../account/name_form.tsx";
import { SigningOut } from "../account/signing_out.tsx";
import { type UseCustomerData, useCustomerData } from "../account/use_customer_data.ts";
import { announce } from "../announce.ts";
import { Heading } from "../parts/heading.tsx";
import { Failing, Loading } from "../parts/states.tsx";
import { session } from "../session.ts";
import { words } from "../texts/account.ts";

function ProfilePage() {
  const customer = useCustomerData();
  return (
    <section class="sheet">
      <Heading title={words.profile.title} />
      <p>{words.profile.signedIn(session.value?.email ?? "")}</p>
      <Data {...customer} />
      <SigningOut />
      <Leaving />
    </section>
  );
}

export default forCustomers(ProfilePage);

function Data({ data, error, reload, change }: UseCustomerData) {
  const [saved, say] = useState("");
  useEffect(() => {
    if (data && location.hash === "#addresses") {
      document.getElementById("addresses")?.scrollIntoView();
    }
  }, [data === undefined]);
  if (!data) {
    return error === undefined ? <Loading /> : <Failing error={error} retry={reload} />;
  }
  const { profile, addresses } = data;
  return (
    <>
      <h2>{words.profile.you}</h2>
      <NameForm
        key={profile?.name}
        name={profile?.name ?? ""}
        saved={(next) => {
          change({ profile: next });
          say(words.saved);
          announce(words.saved);
        }}
      />
      <p role="status">{saved}</p>
      {profile && <Addresses addresses={addresses} change={(next) => change({ addresses: next })} />}
    </>
  );
}
