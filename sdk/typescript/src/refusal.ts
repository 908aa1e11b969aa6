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
  [410, problem.Gone],
  [413, problem.TooLarge],
  [415, problem.UnsupportedMedia],
  [422, problem.Unprocessable],
  [429, problem.TooManyRequests],
  [500, problem.Unexpected],
  [502, problem.Unavailable],
  [503, problem.Unavailable],
  [504, problem.Unavailable],
]);

/**
 * Statuses that mean the same from a firewall or a gateway as from the API. The others speak of the thing that was asked
 * for, of which only the API knows: a gateway's 404 doesn't mean that there is no such order.
 */
const WHOEVER_SAYS_IT: ReadonlyMap<number, string> = new Map([
  [401, "Unauthorized."],
  [403, "Forbidden."],
  [413, "Content too large."],
  [415, "Unsupported media type."],
  [429, "Too many requests."],
  [500, "Internal server error."],
  [502, "Bad gateway."],
  [503, "Service unavailable."],
  [504, "Gateway timeout."],
]);

/** `said` is the answer's body, read as JSON where it is. */
export function refusal(operation: string, said: unknown, answer: Response): SoukError {
  const details = isDetails(said) ? said : ofItsStatus(answer);
  if (!details) {
    return new UnexpectedAnswer(operation, "refused, and no problem says why", answer);
  }
  const Kind = BY_TYPE.get(details.type) ?? BY_STATUS.get(answer.status) ?? problem.Problem;
  return new Kind(operation, details, answer);
}

/** The problem that a firewall or a gateway means, which knows nothing of problems. */
function ofItsStatus(answer: Response): problem.ProblemDetails | undefined {
  const title = WHOEVER_SAYS_IT.get(answer.status);
  const mediaType = answer.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase() || "of no type";
  const detail = `The answer (${mediaType}) is not the API's: look at what stands before it.`;
  return title === undefined ? undefined : { type: "about:blank", title, status: answer.status, detail };
}

function isDetails(body: unknown): body is problem.ProblemDetails {
  const said = body as problem.ProblemDetails | null | undefined;
  return typeof said?.type === "string" && typeof said.title === "string";
}
