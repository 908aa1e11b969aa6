/** Pages that need a customer: whoever isn't signed in goes to sign in, and comes back. */

import { useEffect, useState } from "preact/hooks";

import { navigate } from "../navigation.ts";
import type { Page } from "../page.ts";
import { Loading } from "../parts/states.tsx";
import { session } from "../session.ts";
import { useStore } from "../use_store.ts";
import { by } from "./back.ts";

/** The page for customers. Somebody else who signs in gets a page of their own. */
export function forCustomers(Content: Page): Page {
  return function CustomersPage(props) {
    const customer = useStore(session);
    const [path] = useState(() => location.pathname);
    return customer ? <Content key={customer.email} {...props} /> : <SignInFirst path={path} />;
  };
}

/** A page stays until the next has come: who left it by signing out isn't asked to sign in. */
function SignInFirst({ path }: { path: string }) {
  useEffect(() => {
    if (location.pathname === path) {
      navigate(by("/sign-in", path + location.search), { replace: true });
    }
  }, []);
  return <Loading />;
}
