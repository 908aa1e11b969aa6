/** The page of the link in the newsletter's first mail: its button confirms the address. */

import type { Page } from "../page.ts";
import { LinkActionPage } from "../parts/link_action.tsx";
import { souk } from "../souk.ts";
import { words } from "../texts/newsletter.ts";

const NewsletterConfirmPage: Page = ({ query }) => (
  <LinkActionPage
    token={query.get("token") ?? ""}
    title={words.confirmTitle}
    lead={words.confirmLead}
    button={words.confirm}
    done={words.confirmed}
    doneHelp={words.confirmedHelp}
    act={(token) => souk.website.confirm({ token })}
  />
);

export default NewsletterConfirmPage;
