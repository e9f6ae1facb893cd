import type { Account } from "../../functions/domain/account.ts";
import { shippedCategories } from "../../functions/domain/category.ts";
import { priorities } from "../../functions/domain/ticket.ts";
import { chance, idOf, oneOf } from "./fillChance.ts";
import { type Cast, type Course, live, type Step } from "./fillLives.ts";
import { textOf } from "./fillText.ts";

export type Filling = {
  accounts: readonly Account[];
  /** How many there will be in the end: they are spread over the last year. */
  tickets: number;
  /** The ids begin at this number: those of another filling are others. */
  from: number;
  /** How many words a ticket has; each is an item. */
  words: number;
  /** How many wait for a decision. */
  waiting: number;
};

const year = 365 * 86_400_000;
const hour = 3_600_000;

/**
 * The tickets of a desk of any age: of a hundred, 93 have ended, seven have not. Every tenth has its whole conversation,
 * the others their moves only.
 */
export function* tickets({ accounts, tickets: count, from, words, waiting }: Filling): Generator<Step[]> {
  const random = chance(from + 1);
  const people = castsOf(accounts);
  const began = Date.now() - year;
  const every = Math.max(1, Math.floor(count / waiting));
  for (let index = 0; index < count; index++) {
    const isPending = (index + 1) % every === 0;
    const requester = oneOf(people.requesters, random());
    const needsApproval = isPending || random() < 0.2;
    const categories = shippedCategories.filter(({ approvals }) => approvals.length > 0 === needsApproval);
    const cast: Cast = {
      ...{ id: idOf(from + index), ...textOf(random, words), requester },
      priority: priorities[[1, 1, 1, 1, 0, 0, 2, 2, 2, 3][Math.floor(random() * 10)] ?? 1] ?? "medium",
      category: oneOf(categories, random()),
      ...{ head: people.headOf(requester), itHead: people.itHead, technician: oneOf(people.technicians, random()) },
      ...{ at: began + ((index + 0.5) / count) * (year - 24 * hour), pace: hour / 2 },
    };
    const { course, steps } = isPending ? undecided(random()) : wayBy(random(), cast.category.approvals.length);
    yield live(cast, course, steps);
  }
}

type Way = { course: Course; steps: number };

/** For the head of the department or, when that one has approved, for the IT head. */
const undecided = (share: number): Way => ({ course: "brief", steps: share < 0.7 ? 2 : 4 });

/** What is resolved closes by itself, and what waits for a decision is counted by itself: neither is left in between. */
function wayBy(share: number, stages: number): Way {
  const whole = Number.POSITIVE_INFINITY;
  if (share < 0.03) return { course: "cancelled", steps: whole };
  if (share < 0.05) return { course: "rejected", steps: whole };
  // To be assigned, assigned, in progress; each stage asked and approved before, and the approval settled.
  if (share < 0.12)
    return { course: "brief", steps: (stages ? 2 * stages + 1 : 0) + 1 + (Math.floor(share * 1000) % 3) };
  return { course: share < 0.22 ? "whole" : "brief", steps: whole };
}

function castsOf(accounts: readonly Account[]) {
  const are = (role: Account["role"]) => accounts.filter((account) => account.role === role);
  const [itHead] = are("it_head");
  const technicians = are("technician");
  const heads = are("hod");
  if (!itHead || technicians.length === 0 || heads.length === 0)
    throw new Error("the desk has no staff: start it once");
  const headOf = ({ department, id }: Account) =>
    heads.find((head) => head.department === department && head.id !== id) ?? (heads[0] as Account);
  const requesters = are("user").filter(({ department }) => heads.some((head) => head.department === department));
  return { itHead, technicians, headOf, requesters };
}
