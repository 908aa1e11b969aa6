/** The page of the link in all mails of the newsletter: its button ends the subscription. */

import type { Page } from "../page.ts";
import { LinkActionPage } from "../parts/link_action.tsx";
import { souk } from "../souk.ts";
import { words } from "../texts/newsletter.ts";

const NewsletterUnsubscribePage: Page = ({ query }) => (
  <LinkActionPage
    token={query.get("token") ?? ""}
    title={words.unsubscribeTitle}
    lead={words.unsubscribeLead}
    button={words.unsubscribe}
    done={words.unsubscribed}
    doneHelp={words.unsubscribedHelp}
    act={(token) => souk.website.unsubscribe(token)}
  />
);

export default NewsletterUnsubscribePage;
