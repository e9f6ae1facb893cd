import { describe, expect, test } from "vitest";
import { decide } from "../../functions/domain/approval.ts";
import { expire } from "../../functions/domain/asking.ts";
import { comment } from "../../functions/domain/conversation.ts";
import type { Change } from "../../functions/domain/event.ts";
import { record } from "../../functions/domain/history.ts";
import { inAppMessageOf, quoteOf } from "../../functions/domain/messages.ts";
import { act, admin, hod, raised } from "./people.ts";

const said = (change: Change) => inAppMessageOf(record(change, "E-1").event, "A lamp");
const decided = (decision: "approve" | "reject", why: string | null) =>
  said(decide(raised(["hod"]), "hod", { decision, comment: why }, hod, act(hod)));

describe("in the app, a requester is told of a decision", () => {
  test("with the reason of a rejection", () => {
    expect(decided("reject", "too dear this year")).toBe("hod rejected T-0000001 (A lamp): too dear this year");
  });

  test("with what was said to an approval, if anything was", () => {
    expect(decided("approve", "Good idea")).toBe("hod approved T-0000001 (A lamp): Good idea");
    expect(decided("approve", null)).toBe("hod approved T-0000001 (A lamp)");
  });

  test("with who decides next, where somebody does", () => {
    const change = decide(raised(["hod", "it_head"]), "hod", { decision: "approve", comment: "Soon" }, hod, act(hod));
    expect(said(change)).toBe("T-0000001 (A lamp) now waits for the IT head, approved by hod: Soon");
  });

  test("with the beginning of a long reason, cut between two letters", () => {
    const message = decided("reject", "💥".repeat(500));
    expect(message.endsWith("💥…")).toBe(true);
    expect([...message].length).toBeLessThan(240);
  });
});

test("a comment is not repeated in the app, above all no internal note", () => {
  expect(said(comment(raised(), "Hello", false, act(admin)))).toBe("admin commented on T-0000001 (A lamp)");
  expect(said(comment(raised(), "Secret", true, act(admin)))).toBe("admin left a note on T-0000001 (A lamp)");
});

test("an e-mail quotes what was said, and no internal note", () => {
  const quoted = (change: Change) => quoteOf(record(change, "E-1").event);
  expect(quoted(comment(raised(), "Hello", false, act(admin)))).toBe("Hello");
  expect(quoted(comment(raised(), "Secret", true, act(admin)))).toBeNull();
  expect(quoted(decide(raised(["hod"]), "hod", { decision: "reject", comment: "No" }, hod, act(hod)))).toBe("No");
  expect(quoted(expire(raised(["hod"]), "hod", act(admin)))).toBeNull();
});

test("a reason of two hundred letters stands there whole, a longer one with two hundred at most", () => {
  const reasonIn = (length: number) => decided("reject", "x".repeat(length)).split(": ")[1] ?? "";
  expect(reasonIn(200)).toBe("x".repeat(200));
  expect(reasonIn(201)).toBe(`${"x".repeat(199)}…`);
});
