/** From an answer that isn't the result to the error that says so. */

import { type SoukError, UnexpectedAnswer } from "./errors.ts";
import { BY_TYPE } from "./generated/problems.ts";
import * as problem from "./problem.ts";

const BY_STATUS: ReadonlyMap<number, problem.Kind> = new Map<number, problem.Kind>([
  [400, problem.BadRequest],
  [401, problem.Unauthenticated],
  [403, problem.Forbidden],
  [404, problem.NotFound],
  [409, problem.Conflict],
  [413, problem.TooLarge],
  [415, problem.UnsupportedMedia],
  [422, problem.Unprocessable],
  [429, problem.TooManyRequests],
  [500, problem.Unexpected],
  [503, problem.Unavailable],
]);

/** `said` is the answer's body, read as JSON where it is. */
export function refusal(operation: string, said: unknown, answer: Response): SoukError {
  if (!isDetails(said)) {
    return new UnexpectedAnswer(operation, "refused, and no problem says why", answer);
  }
  const Kind = BY_TYPE.get(said.type) ?? BY_STATUS.get(answer.status) ?? problem.Problem;
  return new Kind(operation, said, answer);
}

function isDetails(body: unknown): body is problem.ProblemDetails {
  const said = body as problem.ProblemDetails | null | undefined;
  return typeof said?.type === "string" && typeof said.title === "string";
}
