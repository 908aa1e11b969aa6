/** Accounts of a Cognito user pool before anybody is signed in: making one, and getting back into one. */

import { UserPool, type UserPoolOptions } from "./user_pool.ts";

/** Every refusal is an AccountRefused with its `reason`. */
export class Accounts {
  readonly #pool: UserPool;

  constructor(options: UserPoolOptions) {
    this.#pool = new UserPool(options);
  }

  /** Make an account; the pool mails a code, which `confirmSignUp` wants. */
  async signUp(email: string, password: string, attributes: Readonly<Record<string, string>> = {}): Promise<void> {
    const named = Object.entries({ email, ...attributes }).map(([Name, Value]) => ({ Name, Value }));
    await this.#ask("SignUp", { Username: email, Password: password, UserAttributes: named });
  }

  /** Confirm the address with the mailed code; from then on one can sign in. */
  async confirmSignUp(email: string, code: string): Promise<void> {
    await this.#ask("ConfirmSignUp", { Username: email, ConfirmationCode: code });
  }

  /** Mail another code for `confirmSignUp`. */
  async resendCode(email: string): Promise<void> {
    await this.#ask("ResendConfirmationCode", { Username: email });
  }

  /** Mail a code for `resetPassword`. The pool doesn't tell whether there is such an account. */
  async forgotPassword(email: string): Promise<void> {
    await this.#ask("ForgotPassword", { Username: email });
  }

  /** Set another password with the code of `forgotPassword`. */
  async resetPassword(email: string, code: string, password: string): Promise<void> {
    await this.#ask("ConfirmForgotPassword", { Username: email, ConfirmationCode: code, Password: password });
  }

  async #ask(question: Parameters<UserPool["ask"]>[0], body: object): Promise<void> {
    await this.#pool.ask(question, { ClientId: this.#pool.clientId, ...body });
  }
}
