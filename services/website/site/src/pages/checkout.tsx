/** Checking out: whose order it is, where it goes, what it costs, and the button that places it. */

import "../styles/account.css";

import type { users } from "souk-sdk";

import { AddressForm } from "../account/address_form.tsx";
import { focusHeading } from "../account/focus.ts";
import { forCustomers } from "../account/for_customers.tsx";
import { NameForm } from "../account/name_form.tsx";
import { PlaceOrder } from "../account/place_order.tsx";
import { Postal } from "../account/postal.tsx";
import { type UseCustomerData, useCustomerData } from "../account/use_customer_data.ts";
import { basket } from "../basket.ts";
import { Heading } from "../parts/heading.tsx";
import { Empty, Failing, Loading } from "../parts/states.tsx";
import { texts } from "../texts/index.ts";
import { words } from "../texts/account.ts";
import { useStore } from "../use_store.ts";

function CheckoutPage() {
  const lines = useStore(basket);
  const customer = useCustomerData();
  return (
    <section class="sheet">
      <Heading title={words.checkout.title} />
      {lines.length ? (
        <Steps {...customer} />
      ) : (
        <Empty title={texts.basket.empty}>
          <a class="button" href="/">
            {texts.basket.browse}
          </a>
        </Empty>
      )}
    </section>
  );
}

export default forCustomers(CheckoutPage);

function Steps({ data, error, reload, change }: UseCustomerData) {
  if (!data) {
    return error === undefined ? <Loading /> : <Failing error={error} retry={reload} />;
  }
  const { profile, addresses } = data;
  const next = (saved: Parameters<typeof change>[0]) => {
    change(saved);
    focusHeading();
  };
  if (!profile) {
    return (
      <>
        <h2>{words.checkout.you}</h2>
        <p>{words.checkout.youHelp}</p>
        <NameForm name="" saved={(saved) => next({ profile: saved })} />
      </>
    );
  }
  const newest = addresses.at(-1);
  return newest ? (
    <>
      <Delivery address={newest} />
      <PlaceOrder />
    </>
  ) : (
    <>
      <h2>{words.checkout.address}</h2>
      <p>{words.checkout.addressHelp}</p>
      <AddressForm saved={(saved) => next({ addresses: [saved] })} />
    </>
  );
}

function Delivery({ address }: { address: users.Address }) {
  return (
    <>
      <h2>{words.checkout.deliver}</h2>
      <Postal address={address} />
      <p>
        <a href="/profile#addresses">{words.checkout.change}</a>
      </p>
    </>
  );
}
