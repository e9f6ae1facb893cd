import { describe, expect, test } from "vitest";
import { columns, type Export, readerOf, stateNow } from "../../functions/domain/export.ts";
import { at, hod, person, raised, requester, technician } from "./people.ts";

const running: Export = {
  id: "1",
  accountId: hod.id,
  state: "running",
  rows: null,
  truncated: false,
  createdAt: at,
  writtenFor: null,
};
const ready: Export = { ...running, state: "ready", rows: 3, writtenFor: readerOf(hod) };
const later = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();

describe("an export", () => {
  test("is handed out to whom it was written for", () => {
    expect(stateNow(ready, hod, later(600))).toBe("ready");
    expect(stateNow(ready, { ...hod, name: "A new name" }, later(1))).toBe("ready");
  });

  test.each([
    ["role", { ...hod, role: "user" as const }],
    ["department", { ...hod, department: "engineering" }],
  ])("is not handed out any more once its owner has another %s", (_, owner) => {
    expect(stateNow(ready, owner, later(1))).toBe("failed");
  });

  test("runs for as long as it may be tried, and has failed from then on", () => {
    expect(stateNow(running, hod, later(60))).toBe("running");
    expect(stateNow(running, hod, later(121))).toBe("failed");
  });

  test("that has failed stays so", () => {
    expect(stateNow({ ...running, state: "failed" }, hod, later(1))).toBe("failed");
    expect(stateNow({ ...ready, state: "failed" }, hod, later(1))).toBe("failed");
  });
});

describe("a row", () => {
  const cells = (ticket: ReturnType<typeof raised>) =>
    Object.fromEntries(Object.entries(columns).map(([name, cell]) => [name, cell(ticket)]));

  test("says what a list shows, people by their names, and nothing where there is nobody", () => {
    expect(cells(raised([], requester))).toEqual({
      id: "T-0000001",
      title: "A title",
      status: "open",
      priority: "medium",
      category: "plain",
      department: "finance",
      requester: "requester",
      assignee: "",
      created: at,
      changed: at,
    });
    const nowhere = { ...raised([], person("admin")), assignee: technician };
    expect(cells(nowhere)).toMatchObject({ department: "", assignee: "technician" });
  });
});
