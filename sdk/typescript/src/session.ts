/**
 * A person who stays signed in, in every tab and after a reload, until they sign out.
 *
 * The storage keeps the refresh token; the access token is in memory only. Each tab renews for itself, and follows what
 * another one does to the storage. Nothing here keeps the password.
 */

import { type Auth, type Outgoing, carry } from "./auth.ts";
import { type AccountReason, SignInFailed } from "./errors.ts";
import { isFresh, renewed, type Tokens, tokensFor } from "./tokens.ts";
import { Refused, UserPool, type UserPoolOptions } from "./user_pool.ts";

/** The browser's `localStorage`, or something like it. */
export type SessionStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export interface SessionOptions extends UserPoolOptions {
  /** Without one, or where it fails, the session lasts as long as the page. */
  readonly storage?: SessionStorage | undefined;
  /** Its key in the storage. */
  readonly key?: string | undefined;
}

/** What the storage keeps. */
interface Kept {
  readonly username: string;
  readonly refresh: string;
}

/** The refusals after which a refresh token is of no use. Others pass, such as too many requests. */
const OVER: ReadonlySet<AccountReason> = new Set(["disabled", "reset-required", "session-over", "wrong-password"]);

export type SessionChange = "signed-in" | "signed-out" | "expired";
type Listener = (change: SessionChange) => void;

export class Session implements Auth {
  readonly #pool: UserPool;
  readonly #storage: SessionStorage | undefined;
  readonly #key: string;
  readonly #listeners = new Set<Listener>();
  #kept: Kept | undefined;
  #tokens: Tokens | undefined;
  #coming: Promise<Tokens> | undefined;

  constructor({ storage, key = "souk-session", ...pool }: SessionOptions) {
    this.#pool = new UserPool(pool);
    this.#storage = storage;
    this.#key = key;
    this.#kept = this.#read();
  }

  /** The address that somebody signed in with; undefined when nobody is. */
  get username(): string | undefined {
    return this.#kept?.username;
  }

  /** Hear of each change, of other tabs as well, until the returned function is called. */
  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async signIn(username: string, password: string): Promise<void> {
    const tokens = await tokensFor(this.#pool, username, password);
    if (!tokens.refresh) {
      throw new SignInFailed("Cognito gave no refresh token: this client can't stay signed in", "refused");
    }
    this.#begin({ username, refresh: tokens.refresh }, tokens);
  }

  /** Sign out here, in all tabs. The refresh token is revoked where the pool can be reached. */
  async signOut(): Promise<void> {
    const refresh = this.#kept?.refresh;
    this.#end("signed-out");
    if (refresh) {
      await this.#pool.ask("RevokeToken", { ClientId: this.#pool.clientId, Token: refresh });
    }
  }

  /** End the sessions on all machines. Throws if the pool can't be reached: then they go on, this one too. */
  async signOutEverywhere(): Promise<void> {
    const { access } = await this.#current();
    await this.#pool.ask("GlobalSignOut", { AccessToken: access });
    this.#end("signed-out");
  }

  /** The session is over for a reason that the caller knows: the account is gone. */
  forget(): void {
    this.#end("signed-out");
  }

  /** Another tab changed the storage: the browser's `storage` event has such a key, or null for everything. */
  follow(key: string | null): void {
    const kept = key === this.#key || key === null ? this.#read() : this.#kept;
    if (kept?.refresh !== this.#kept?.refresh) {
      [this.#kept, this.#tokens, this.#coming] = [kept, undefined, undefined];
      this.#tell(kept ? "signed-in" : "signed-out");
    }
  }

  async authorize(request: Outgoing): Promise<void> {
    carry(request, (await this.#current()).access);
  }

  renew(refused: Outgoing): boolean {
    if (this.#tokens && refused.headers.get("Authorization") === `Bearer ${this.#tokens.access}`) {
      this.#tokens = { ...this.#tokens, until: 0 };
    }
    return this.#kept !== undefined;
  }

  /** Many requests at once make one renewal. */
  async #current(): Promise<Tokens> {
    if (isFresh(this.#tokens)) {
      return this.#tokens;
    }
    const kept = this.#kept;
    if (!kept) {
      throw new SignInFailed("nobody is signed in", "signed-out");
    }
    const coming = (this.#coming ??= this.#renewed(kept));
    try {
      return await coming;
    } finally {
      this.#coming = this.#coming === coming ? undefined : this.#coming;
    }
  }

  async #renewed(kept: Kept): Promise<Tokens> {
    try {
      const tokens = await renewed(this.#pool, kept.refresh);
      if (this.#kept !== kept) {
        throw new SignInFailed("the session ended in the meantime", "signed-out");
      }
      this.#begin({ ...kept, refresh: tokens.refresh ?? kept.refresh }, tokens);
      return tokens;
    } catch (error) {
      if (error instanceof Refused && OVER.has(error.reason) && this.#kept === kept) {
        this.#end("expired");
      }
      throw error;
    }
  }

  #begin(kept: Kept, tokens: Tokens): void {
    const news = this.#kept?.refresh !== kept.refresh;
    [this.#kept, this.#tokens] = [kept, tokens];
    if (news) {
      this.#attempt((storage) => storage.setItem(this.#key, JSON.stringify(kept)));
      this.#tell("signed-in");
    }
  }

  #end(change: SessionChange): void {
    const was = this.#kept;
    [this.#kept, this.#tokens, this.#coming] = [undefined, undefined, undefined];
    this.#attempt((storage) => storage.removeItem(this.#key));
    if (was) {
      this.#tell(change);
    }
  }

  #tell(change: SessionChange): void {
    this.#listeners.forEach((listener) => listener(change));
  }

  #read(): Kept | undefined {
    try {
      const { username, refresh } = JSON.parse(this.#storage?.getItem(this.#key) ?? "{}");
      return typeof username === "string" && typeof refresh === "string" ? { username, refresh } : undefined;
    } catch {
      return undefined;
    }
  }

  /** A full or forbidden storage ends nothing: the session lasts as long as the page. */
  #attempt(change: (storage: SessionStorage) => void): void {
    try {
      if (this.#storage) {
        change(this.#storage);
      }
    } catch {
      // Said above.
    }
  }
}
