/** Typed clients of Souk's APIs, with safe defaults. */

export { Accounts } from "./accounts.ts";
export { Content, type OpenOptions } from "./content.ts";
export type { CallOptions, CreateOptions } from "./api.ts";
export { type Auth, AccessToken, type Outgoing } from "./auth.ts";
export {
  type AccountReason,
  AccountRefused,
  ContentChanged,
  ContentRefused,
  NotConfigured,
  SignInFailed,
  SoukError,
  StillWaiting,
  UnexpectedAnswer,
  Unreachable,
} from "./errors.ts";
export * from "./generated/apis.ts";
export { known } from "./generated/known.ts";
export * from "./generated/problems.ts";
export { type ItemOf, type Page, Pages } from "./pages.ts";
export * from "./problem.ts";
export type { Retries } from "./retrying.ts";
export { Session, type SessionChange, type SessionOptions, type SessionStorage } from "./session.ts";
export { SignIn, type SignInOptions } from "./signin.ts";
export { type AwsCredentials, SigV4, type SigV4Options } from "./sigv4.ts";
export { type FromEnvOptions, type Manners, type Person, Souk, type SoukOptions } from "./souk.ts";
export type { Fetch } from "./transport.ts";
export type { UserPoolOptions } from "./user_pool.ts";
export type { WaitOptions } from "./waiting.ts";
