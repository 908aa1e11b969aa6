/** The newsletter's words, loaded with its pages. */

import { newsletter } from "./en/newsletter.ts";

export const words: typeof newsletter = newsletter;
