/** A user pool on this machine: it believes every password proof, counts, and hands out numbered tokens. */

import type { TestContext } from "node:test";

import { SignIn, type UserPoolOptions } from "../src/index.ts";
import { type Answer, type Asked, loopback } from "./loopback.ts";

export const PERSON = { username: "ada@souk.example", password: "correct horse battery staple" };

export interface Pool {
  readonly auth: SignIn;
  readonly url: string;
  readonly options: UserPoolOptions;
  readonly asked: Asked[];
  /** What it was asked, in a word each: `srp`, `proof`, `refresh`, or the name of its operation. */
  words(): string[];
}

interface Ways {
  /** How long its tokens last. */
  readonly seconds?: number;
  /** Its answer to a question, if not the usual one. */
  readonly instead?: (word: string, before: number) => Answer | undefined;
}

export async function pool(t: TestContext, { seconds = 3600, instead }: Ways = {}): Promise<Pool> {
  const words: string[] = [];
  const { url, asked } = await loopback(t, (question) => {
    const word = wordFor(question);
    const usual = word === "srp" ? CHALLENGE : tokens(words.length, seconds, word === "proof");
    words.push(word);
    return instead?.(word, words.length - 1) ?? usual;
  });
  const options = { userPoolId: "us-east-1_a1b2c3", clientId: "client", endpointUrl: url };
  const auth = new SignIn({ ...options, ...PERSON });
  return { auth, url, options, asked, words: () => words };
}

export function refusal(kind: string, message: string): Answer {
  return { status: 400, body: { __type: kind, message } };
}

function wordFor({ headers, body }: Asked): string {
  const [, question] = String(headers["x-amz-target"]).split(".");
  if (question !== "InitiateAuth") {
    return question === "RespondToAuthChallenge" ? "proof" : (question ?? "");
  }
  return JSON.parse(body).AuthFlow === "USER_SRP_AUTH" ? "srp" : "refresh";
}

function tokens(number: number, seconds: number, first: boolean): Answer {
  const result = { AccessToken: `access-${number}`, ExpiresIn: seconds };
  return { body: { AuthenticationResult: first ? { ...result, RefreshToken: `refresh-${number}` } : result } };
}

const CHALLENGE: Answer = {
  body: {
    ChallengeName: "PASSWORD_VERIFIER",
    ChallengeParameters: { SALT: "abcdef0123", SRP_B: "0a1b2c3d4e5f", SECRET_BLOCK: "c2VjcmV0", USER_ID_FOR_SRP: "ada" },
  },
};
