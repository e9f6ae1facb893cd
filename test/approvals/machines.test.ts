import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { DescribeExecutionCommand, type ExecutionStatus, SFNClient, StopExecutionCommand } from "@aws-sdk/client-sfn";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { decide } from "../../functions/domain/approval.ts";
import type { Stage } from "../../functions/domain/category.ts";
import { edit } from "../../functions/domain/edit.ts";
import type { TicketEvent } from "../../functions/domain/event.ts";
import { move, raise } from "../../functions/domain/lifecycle.ts";
import type { Described, Ticket } from "../../functions/domain/ticket.ts";
import { until } from "../../local/until.ts";
import { act, admin, category, hod, itHead, requester } from "../domain/people.ts";
import { startStill } from "../store/engines.ts";

/** Nothing is told to the machines by itself: what is lost on the way is whatever a test does not bring there. */
const engines = await startStill({}, { people: false });
Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment));

/** The way to Step Functions; it can refuse a call, by a name that the service has for that. */
let refusal: { call: string; error: string } | null = null;
const service = process.env.AWS_ENDPOINT_URL_SFN ?? "";
const way = createServer(async (request, response) => {
  const [target, body] = [String(request.headers["x-amz-target"]), await text(request)];
  const type = "application/x-amz-json-1.0";
  if (refusal && target.endsWith(refusal.call))
    return response.writeHead(400, { "content-type": type }).end(JSON.stringify({ __type: refusal.error }));
  const answer = await fetch(service, {
    method: "POST",
    headers: { "x-amz-target": target, "content-type": type },
    body,
  });
  return response.writeHead(answer.status, { "content-type": type }).end(await answer.text());
});
await new Promise<void>((listening) => way.listen(0, "127.0.0.1", listening));
process.env.AWS_ENDPOINT_URL_SFN = `http://127.0.0.1:${(way.address() as AddressInfo).port}`;
afterAll(async () => {
  way.close();
  await engines.stop();
});
afterEach(() => {
  refusal = null;
  vi.useRealTimers();
});
const { marshall } = await import("@aws-sdk/util-dynamodb");
const { dynamo } = await import("../../functions/store/client.ts");
const { oldReadsOf } = await import("../store/oldReads.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { commit, findDescribed, findTicket } = await import("../../functions/store/tickets.ts");
const { findWaiting, saveWaiting } = await import("../../functions/store/waiting.ts");
const { handler: onTicketEvent } = await import("../../functions/approvals/onTicketEvent.ts");
const { handler: ask } = await import("../../functions/approvals/ask.ts");
const { handler: sweepDue } = await import("../../functions/approvals/sweep.ts");
const { handler: remind } = await import("../../functions/approvals/remind.ts");

const machines = new SFNClient({});
const sweep = () => sweepDue({ graceSeconds: -1 });
const now = () => new Date().toISOString();
const ticketNow = async (id: string) => (await findTicket(id)) as Ticket;

async function raised(stages: Stage[] = ["hod", "it_head"]): Promise<TicketEvent> {
  const words = { id: newTicketId(), title: "A title", description: "Words", priority: "low" as const };
  return (await commit(raise(words, category(stages), requester, now()))).event;
}
const approve = async (id: string, stage: "hod" | "it_head") => {
  const by = stage === "hod" ? hod : itHead;
  const choice = { decision: "approve" as const, comment: null };
  return (await commit(decide(await ticketNow(id), stage, choice, by, { ...act(by), at: now() }))).event;
};
const edited = async (id: string, wanted: Parameters<typeof edit>[1]) => {
  const found = (await findDescribed(id)) as Described;
  const change = edit(found, wanted, admin, { ...act(admin), at: now() });
  return (await commit(change ?? expect.fail())).event;
};
const restart = (id: string, stages: Stage[] = ["hod"]) => edited(id, { category: category(stages) });

/** Events as the table's stream brings them; gives those that are to come again. */
const brought = async (...events: TicketEvent[]) => {
  const Records = events.map((event) => ({ dynamodb: { SequenceNumber: event.id, NewImage: marshall(event) } }));
  const { batchItemFailures } = await onTicketEvent({ Records } as unknown as DynamoDBStreamEvent);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
};
const bring = async (...events: TicketEvent[]) => expect(await brought(...events)).toEqual([]);

const arnOf = (id: string, attempt: number, round = 1): string =>
  `${process.env.APPROVAL_MACHINE_ARN?.replace(":stateMachine:", ":execution:")}:${id}-r${round}-a${attempt}`;

/** How a machine is; null where there never was one of that name. */
async function machine(id: string, attempt: number, round = 1): Promise<ExecutionStatus | null> {
  const asked = machines.send(new DescribeExecutionCommand({ executionArn: arnOf(id, attempt, round) }));
  const found = await asked.catch(({ name }: Error) => {
    if (name === "ExecutionDoesNotExist") return null;
    throw new Error(name);
  });
  return found?.status ?? null;
}
const waitsAt = (id: string, stage: string, attempt: number) =>
  until(
    () => findWaiting(id),
    (waiting) => waiting?.stage === stage && waiting.attempt === attempt && waiting.token !== null,
    `machine ${attempt} of ${id} waiting at ${stage}`,
  );
const ends = (id: string, attempt: number, as: ExecutionStatus, round = 1) =>
  until(
    () => machine(id, attempt, round),
    (status) => status === as,
    `machine ${attempt} of ${id} having ${as}`,
  );
/** A ticket whose machine waits for the head of department. */
async function waiting(): Promise<string> {
  const event = await raised();
  await bring(event);
  await waitsAt(event.ticketId, "hod", 1);
  return event.ticketId;
}

/** Likewise, but nobody knows by which token. */
async function withoutToken(): Promise<string> {
  const id = await waiting();
  await saveWaiting(id, { round: 1, attempt: 1, stage: null, token: null });
  return id;
}

describe("the sweep", () => {
  test("finds nothing to do where each machine waits for what its ticket stands at", async () => {
    await waiting();
    let found = {};
    const old = await oldReadsOf(async () => {
      found = await sweep();
    });
    expect(found).toMatchObject({ mended: 0 });
    expect(old).toEqual([]); // nothing as it may have been a moment ago
  });

  test("leaves what has changed in the last two minutes to the stream, and begins what it told nobody of", async () => {
    const { ticketId } = await raised();
    expect(await sweepDue()).toEqual({ looked: 0, mended: 0 });
    expect(await machine(ticketId, 1)).toBeNull();
    expect((await sweep()).mended).toBe(1);
    await waitsAt(ticketId, "hod", 2);
    expect((await sweep()).mended).toBe(0);
  });

  test("tells a machine the decision that it was not told, at each stage, and the ticket is approved", async () => {
    const id = await waiting();
    await approve(id, "hod");
    expect((await sweep()).mended).toBe(1);
    await waitsAt(id, "it_head", 1);
    await approve(id, "it_head");
    expect((await sweep()).mended).toBe(1);
    await ends(id, 1, "SUCCEEDED");
    expect((await ticketNow(id)).status).toBe("approved");
  });

  test("replaces a machine whose token is lost: nobody is asked again; the one before is stopped, and reminds nobody any more", async () => {
    const id = await withoutToken();
    const asked = await ticketNow(id);
    expect((await sweep()).mended).toBe(1);
    await waitsAt(id, "hod", 2);
    expect(await ticketNow(id)).toEqual(asked);
    expect(await machine(id, 1)).toBe("ABORTED");
    expect(await saveWaiting(id, { round: 1, attempt: 1, stage: "hod", token: "late" })).toBe(false);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 25 * 3600_000 });
    const reminders = async () => (await ticketNow(id)).approvals[0]?.reminders;
    await remind({ ticketId: id, round: 1, attempt: 1 });
    expect(await reminders()).toBe(0);
    for (const _ of ["a reminder", "the same step once more"]) {
      const { seconds } = await remind({ ticketId: id, round: 1, attempt: 2 });
      expect([await reminders(), Math.round(seconds / 3600)]).toEqual([1, 23]);
    }
  });

  test("begins anew what somebody has stopped, though it has kept the token that it waited with", async () => {
    const id = await waiting();
    await machines.send(new StopExecutionCommand({ executionArn: arnOf(id, 1) }));
    expect((await sweep()).mended).toBe(1);
    await waitsAt(id, "hod", 2);
  });

  test("begins the approval that a change of category has begun anew, and a machine of the one before does nothing any more", async () => {
    const id = await waiting();
    await restart(id);
    const unasked = await ticketNow(id);
    await ask({ ticketId: id, round: 1, attempt: 2, token: "late" });
    expect(await ticketNow(id)).toEqual(unasked);
    expect((await sweep()).mended).toBe(1);
    await until(
      () => findWaiting(id),
      (found) => found?.round === 2 && found.token !== null,
      "the machine of the second round",
    );
    expect(await saveWaiting(id, { round: 1, attempt: 2, stage: "hod", token: "late" })).toBe(false);
    await approve(id, "hod");
    await sweep();
    await until(
      () => ticketNow(id),
      ({ status }) => status === "approved",
      "the approval of the second round",
    );
  });
});

describe("what the stream brings", () => {
  test("twice, late and in any order does no more than once", async () => {
    const event = await raised();
    await bring(event, event);
    await waitsAt(event.ticketId, "hod", 1);
    const given = await approve(event.ticketId, "hod");
    await bring(given, given, event, given);
    await waitsAt(event.ticketId, "it_head", 1);
    await bring(event, given);
    const last = await approve(event.ticketId, "it_head");
    await bring(last, last, given);
    await ends(event.ticketId, 1, "SUCCEEDED");
    await bring(event, last);
    expect((await ticketNow(event.ticketId)).status).toBe("approved");
    expect(await machine(event.ticketId, 2)).toBeNull();
  });

  test("of a rejection or a cancellation ends the machine, and the ticket stays as it is", async () => {
    const [rejected, cancelled] = [await waiting(), await waiting()];
    const no = { decision: "reject" as const, comment: "No" };
    const changes = [
      decide(await ticketNow(rejected), "hod", no, hod, { ...act(hod), at: now() }),
      move(await ticketNow(cancelled), "cancelled", null, { ...act(requester), at: now() }),
    ];
    for (const change of changes) {
      const { ticket, event } = await commit(change);
      await bring(event);
      await ends(ticket.id, 1, "SUCCEEDED");
      expect(await ticketNow(ticket.id)).toEqual(ticket);
    }
  });

  test.each<[string, Stage[], ExecutionStatus | null]>([
    ["no approval begins no machine, whose states are paid for", [], null],
    ["one approval begins a machine", ["it_head"], "RUNNING"],
  ])("of a ticket that needs %s", async (_, stages, status) => {
    const event = await raised(stages);
    await bring(event);
    expect(await machine(event.ticketId, 1)).toBe(status);
  });

  test("of an edit leaves the machine alone, but for a change of category", async () => {
    const id = await waiting();
    const before = await findWaiting(id);
    await bring(await edited(id, { title: "Another title" }));
    expect([await machine(id, 1), await findWaiting(id)]).toEqual(["RUNNING", before]);
  });

  test("of a change to a category that needs no approval ends the machine, and begins none", async () => {
    const id = await waiting();
    await bring(await restart(id, []));
    await ends(id, 1, "SUCCEEDED");
    expect(await machine(id, 1, 2)).toBeNull();
  });

  test("of a change of category ends the machine of the first round, and begins that of the second", async () => {
    const id = await waiting();
    await bring(await restart(id));
    await ends(id, 1, "SUCCEEDED");
    await ends(id, 1, "RUNNING", 2);
    expect((await ticketNow(id)).status).toBe("pending_hod_approval");
  });
});

describe("where Step Functions refuses,", () => {
  const denied = "AccessDeniedException";
  vi.spyOn(console, "error").mockImplementation(() => {});

  test("an approval that could not be begun comes again, and is begun", async () => {
    const event = await raised();
    refusal = { call: "StartExecution", error: denied };
    expect(await brought(event)).toEqual([event.id]);
    refusal = null;
    await bring(event);
    await waitsAt(event.ticketId, "hod", 1);
  });

  test("a decision that its machine could not be told comes again, and is told", async () => {
    const id = await waiting();
    const given = await approve(id, "hod");
    refusal = { call: "SendTaskFailure", error: denied };
    expect(await brought(given)).toEqual([given.id]);
    refusal = null;
    await bring(given);
    await waitsAt(id, "it_head", 1);
  });

  test.each(["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"])(
    "since the machine does not wait any more (%s), there is nobody to tell",
    async (error) => {
      const given = await approve(await waiting(), "hod");
      refusal = { call: "SendTaskFailure", error };
      await bring(given);
    },
  );

  test("a machine that could not be told that nothing is left to ask is told when it asks again", async () => {
    const id = await waiting();
    const { token } = (await findWaiting(id)) ?? expect.fail();
    await commit(move(await ticketNow(id), "cancelled", null, { ...act(requester), at: now() }));
    const asking = { ticketId: id, round: 1, attempt: 1, token: token ?? "" };
    refusal = { call: "SendTaskSuccess", error: denied };
    await expect(ask(asking)).rejects.toMatchObject({ name: denied });
    refusal = null;
    await ask(asking);
    await ends(id, 1, "SUCCEEDED");
  });

  test.each<[call: string, lost: () => Promise<string>, stage: string]>([
    ["StartExecution", async () => (await raised()).ticketId, "hod"],
    ["SendTaskFailure", async () => (await approve(await waiting(), "hod")).ticketId, "it_head"],
    ["StopExecution", withoutToken, "hod"],
  ])("%s, the sweep fails, and the next one does what is left", async (call, lost, stage) => {
    const id = await lost();
    refusal = { call, error: denied };
    await expect(sweep()).rejects.toThrow("1 of ");
    refusal = null;
    await sweep();
    await until(
      () => findWaiting(id),
      (found) => found?.stage === stage && found.token !== null,
      `${id} waiting at ${stage}`,
    );
  });

  test("to say how a machine is, it gets no second one beside it", async () => {
    const id = await waiting();
    refusal = { call: "DescribeExecution", error: denied };
    await expect(sweep()).rejects.toThrow();
    refusal = null;
    expect([await machine(id, 1), await machine(id, 2)]).toEqual(["RUNNING", null]);
  });
});

test("a machine whose ticket was cancelled before it asked ends", async () => {
  const event = await raised();
  await commit(move(await ticketNow(event.ticketId), "cancelled", null, { ...act(requester), at: now() }));
  await bring(event);
  await ends(event.ticketId, 1, "SUCCEEDED");
});

test("a decision that is taken before the machine has kept its token is found by the machine itself", async () => {
  const event = await raised();
  const name = `decided-${randomUUID()}`;
  let left = 1;
  dynamo.middlewareStack.add(
    (next) => async (args) => {
      const { Item } = args.input as { Item?: Record<string, unknown> };
      if (Item?.item === "Waiting" && left-- > 0) await approve(event.ticketId, "hod");
      return next(args);
    },
    { step: "initialize", name },
  );
  await bring(event);
  const { token } = (await waitsAt(event.ticketId, "hod", 1)) ?? expect.fail();
  await ask({ ticketId: event.ticketId, round: 1, attempt: 1, token: token ?? "" });
  dynamo.middlewareStack.remove(name);
  await waitsAt(event.ticketId, "it_head", 1);
  expect(left).toBe(0);
});

test("a machine that was replaced before it asked finds that out, and ends", async () => {
  const event = await raised();
  await saveWaiting(event.ticketId, { round: 1, attempt: 2, stage: null, token: null });
  await bring(event);
  await ends(event.ticketId, 1, "SUCCEEDED");
  expect((await ticketNow(event.ticketId)).status).toBe("pending_hod_approval");
});
