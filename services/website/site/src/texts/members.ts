/** The words of the pages for members, loaded with them. */

import { members } from "./en/members.ts";

export const words: typeof members = members;
