/** The words of the pages for customers, in the language of the site; apart, because the first page needs none of them. */

import { account } from "./en/account.ts";

export const words = account;
