/** Requests signed by an AWS role (Signature Version 4), for operations that services keep among themselves. */

import { AwsV4Signer } from "aws4fetch";

import type { Auth, Outgoing } from "./auth.ts";

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

export interface SigV4Options {
  /** The keys, or who knows them: a credential provider of the AWS SDK fits. */
  readonly credentials: AwsCredentials | (() => AwsCredentials | Promise<AwsCredentials>);
  readonly region: string;
  readonly service?: string;
}

export class SigV4 implements Auth {
  readonly #credentials: () => AwsCredentials | Promise<AwsCredentials>;
  readonly #region: string;
  readonly #service: string;

  constructor({ credentials, region, service = "execute-api" }: SigV4Options) {
    this.#credentials = typeof credentials === "function" ? credentials : () => credentials;
    this.#region = region;
    this.#service = service;
  }

  async authorize(request: Outgoing): Promise<void> {
    const { accessKeyId, secretAccessKey, sessionToken } = await this.#credentials();
    const signer = new AwsV4Signer({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: request.body ?? null,
      accessKeyId,
      secretAccessKey,
      ...(sessionToken ? { sessionToken } : {}),
      service: this.#service,
      region: this.#region,
    });
    const signed = await signer.sign();
    signed.headers.forEach((value, name) => request.headers.set(name, value));
  }
}
