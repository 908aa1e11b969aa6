/** A page: a component that gets the variable parts of its address. */

import type { ComponentType } from "preact";

import type { Route } from "./router.ts";

export type Page = ComponentType<Pick<Route, "params" | "query">>;
