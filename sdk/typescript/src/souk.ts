/** The front door: one object that knows where the APIs are, who asks, and how to ask safely. */

import type { Auth } from "./auth.ts";
import { Content } from "./content.ts";
import { type Environment, findEnvironment } from "./environment.ts";
import { NotConfigured } from "./errors.ts";
import { Apis, type Contract } from "./generated/apis.ts";
import { RETRIES, type Retries } from "./retrying.ts";
import { SignIn } from "./signin.ts";
import { type Fetch, Transport } from "./transport.ts";

/** API Gateway gives up after 29 seconds; more patience than that helps nobody. */
const TIMEOUT_MS = 30_000;

export interface Manners {
  /** The limit of each attempt. */
  readonly timeoutMs?: number | undefined;
  /** How much patience there is with a service that has a bad moment. */
  readonly retries?: Partial<Retries> | undefined;
  /** The trace that requests belong to; on AWS Lambda it is the invocation's. */
  readonly trace?: (() => string | undefined) | undefined;
  readonly fetch?: Fetch | undefined;
}

export interface SoukOptions extends Manners {
  /** Where each API answers, by its contract: `{"orders.v2": "https://..."}`. */
  readonly baseUrls: Partial<Record<Contract, string>>;
  /** Who asks. Without it, what is public can be asked. */
  readonly auth?: Auth | undefined;
  /** Where files for members are fetched from, if that is not the address that their links name. */
  readonly contentFiles?: string | undefined;
}

/** Somebody with a password in the environment's user pool. */
export interface Person {
  readonly username: string;
  readonly password: string;
}

export interface FromEnvOptions extends Manners {
  readonly auth?: Auth | Person | undefined;
}

export class Souk extends Apis {
  readonly #baseUrls: Partial<Record<Contract, string>>;
  readonly #transport: Transport;
  readonly #contentFiles: string | undefined;
  #content: Content | undefined;
  readonly #apis = new Map<Contract, unknown>();

  constructor({ baseUrls, auth, contentFiles, ...manners }: SoukOptions) {
    super();
    this.#contentFiles = contentFiles;
    this.#baseUrls = baseUrls;
    this.#transport = new Transport({
      auth,
      timeoutMs: manners.timeoutMs ?? TIMEOUT_MS,
      retries: { ...RETRIES, ...manners.retries },
      trace: manners.trace ?? invocation,
      fetch: manners.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    });
  }

  /** The environment that `souk up` or a deployment described on this machine. Needs Node. */
  static async fromEnv(name?: string, { auth, ...manners }: FromEnvOptions = {}): Promise<Souk> {
    const environment = findEnvironment(name);
    const who = auth && "authorize" in auth ? auth : auth && signIn(environment, auth, manners.fetch);
    const { baseUrls, contentFiles } = environment;
    return new Souk({ ...manners, baseUrls, contentFiles, auth: who });
  }

  /** Content for members, and its files as streams. */
  override get content(): Content {
    this.#content ??= new Content(this.#baseUrl("content.v1"), this.#transport, this.#contentFiles);
    return this.#content;
  }

  protected override api<A>(contract: Contract, Kind: new (baseUrl: string, transport: Transport) => A): A {
    if (!this.#apis.has(contract)) {
      this.#apis.set(contract, new Kind(this.#baseUrl(contract), this.#transport));
    }
    return this.#apis.get(contract) as A;
  }

  #baseUrl(contract: Contract): string {
    const url = this.#baseUrls[contract];
    if (!url) {
      throw new NotConfigured(`nobody said where ${contract} answers: add it to baseUrls`);
    }
    // A request to such an address would fail with a message that shows the password.
    if (!URL.canParse(url) || new URL(url).username || new URL(url).password) {
      throw new NotConfigured(`the base URL of ${contract} is no absolute address without credentials`);
    }
    return url;
  }
}

function signIn({ userPoolId, userPoolClientId, endpointUrl }: Environment, person: Person, fetch?: Fetch): Auth {
  const { username, password } = person;
  return new SignIn({ userPoolId, clientId: userPoolClientId, endpointUrl, username, password, fetch });
}

function invocation(): string | undefined {
  return globalThis.process?.env?.["_X_AMZN_TRACE_ID"];
}
