/** Why the API refused something, in its own words (RFC 9457). */
export type RefusedProblem = {
  code: string;
  detail: string;
  requestId: string;
  errors: { pointer: string; detail: string }[];
};

/** A refusal of the API. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly status: number;
  readonly problem: RefusedProblem;

  constructor(status: number, problem: RefusedProblem) {
    super(`${status} ${problem.code}: ${problem.detail}`);
    this.status = status;
    this.problem = problem;
  }
}
