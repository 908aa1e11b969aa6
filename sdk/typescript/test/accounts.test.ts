/** Making an account, and getting back into one: each refusal has a reason that a page can put into words. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { AccountRefused, Accounts, Session, Unreachable } from "../src/index.ts";
import { PERSON, pool, refusal } from "./pool.ts";

const EMAIL = PERSON.username;

test("an account is made, confirmed, and its password set anew, each by one request", async (t) => {
  const people = await pool(t);
  const accounts = new Accounts(people.options);

  await accounts.signUp(EMAIL, PERSON.password, { name: "Ada Quist" });
  await accounts.resendCode(EMAIL);
  await accounts.confirmSignUp(EMAIL, "123456");
  await accounts.forgotPassword(EMAIL);
  await accounts.resetPassword(EMAIL, "654321", "another horse");

  const bodies = people.asked.map(({ body }) => JSON.parse(body));
  const operations = ["SignUp", "ResendConfirmationCode", "ConfirmSignUp", "ForgotPassword", "ConfirmForgotPassword"];
  assert.deepEqual(people.words(), operations);
  assert.deepEqual(bodies[0].UserAttributes, [{ Name: "email", Value: EMAIL }, { Name: "name", Value: "Ada Quist" }]);
  assert.deepEqual(new Set(bodies.map(({ ClientId }) => ClientId)), new Set(["client"]));
  assert.deepEqual(bodies[4], { ClientId: "client", Username: EMAIL, ConfirmationCode: "654321", Password: "another horse" });
});

const REFUSALS: readonly (readonly [type: string, message: string, reason: string])[] = [
  ["UsernameExistsException", "User already exists.", "exists"],
  ["InvalidPasswordException", "Password did not conform with policy", "weak-password"],
  ["com.amazonaws#CodeMismatchException", "Invalid verification code provided", "wrong-code"],
  ["ExpiredCodeException", "Invalid code provided, please request a code again.", "expired-code"],
  ["LimitExceededException", "Attempt limit exceeded, please try after some time.", "too-many-attempts"],
  ["NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED", "already-confirmed"],
  ["NotAuthorizedException", "User is disabled.", "disabled"],
  ["InvalidParameterException", "Invalid email address format.", "invalid"],
  ["SomethingNewException", "", "refused"],
];

for (const [type, message, reason] of REFUSALS) {
  test(`${type} (${message}) is the reason ${reason}`, async (t) => {
    const people = await pool(t, { instead: () => refusal(type, message) });

    await assert.rejects(new Accounts(people.options).signUp(EMAIL, PERSON.password), (error: AccountRefused) => {
      assert.ok(!error.message.includes(PERSON.password));
      return error instanceof AccountRefused && error.reason === reason;
    });
    assert.equal(people.asked.length, 1);
  });
}

const SIGN_INS: readonly (readonly [type: string, message: string, reason: string])[] = [
  ["NotAuthorizedException", "Incorrect username or password.", "wrong-password"],
  ["NotAuthorizedException", "Password attempts exceeded", "too-many-attempts"],
  ["UserNotConfirmedException", "User is not confirmed.", "not-confirmed"],
  ["PasswordResetRequiredException", "Password reset required for the user", "reset-required"],
];

for (const [type, message, reason] of SIGN_INS) {
  test(`a sign-in that is refused by ${type} (${message}) says ${reason}`, async (t) => {
    const people = await pool(t, { instead: (word) => (word === "proof" ? refusal(type, message) : undefined) });

    await assert.rejects(new Session(people.options).signIn(EMAIL, PERSON.password), { name: "SignInFailed", reason });
  });
}

test("what sends a mail is asked for once, though the pool stumbles", async (t) => {
  const people = await pool(t, { instead: () => ({ status: 503 }) });
  const accounts = new Accounts(people.options);

  await assert.rejects(accounts.signUp(EMAIL, PERSON.password), Unreachable);
  await assert.rejects(accounts.forgotPassword(EMAIL), { name: "Unreachable", message: "ForgotPassword: Cognito answers 503" });

  assert.equal(people.asked.length, 2);
});
