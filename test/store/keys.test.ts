import { expect, test } from "vitest";
import type { AuditEvent } from "../../functions/domain/audit.ts";
import type { Ticket } from "../../functions/domain/ticket.ts";
import { admin, at, itHead, person, raised, requester, technician } from "../domain/people.ts";

/*
 * What an older version has stored is looked for under these keys. Who changes one says in docs/operations.md (Upgrade) how
 * a table that is filled gets across, and raises the number in local/layout.ts.
 */
process.env.SHARDS = "1024";
const table = await import("../../functions/store/table.ts");
const { keys } = table;

const waiting: Ticket = { ...raised(["hod"]), id: "T-0000XYZ" };
const audit: AuditEvent = {
  ...{ kind: "PasswordReset", before: null, after: null },
  ...{ about: { type: "account", id: "nina", name: "Nina" }, by: { id: "ana", name: "Ana" }, at, id: "1" },
};

test("each item is where an older version has put it", () => {
  const stored = {
    "TICKET#T-1 TICKET": keys.ticket("T-1"),
    "TICKET#T-1 TICKET#000012": keys.event("T-1", 12),
    "TICKET#T-1 FILES": keys.files("T-1"),
    "TICKET#T-1 STAGES": keys.stages("T-1"),
    "TICKET#T-1 WAITING": keys.waiting("T-1"),
    "TICKET#T-1 COUNTED": keys.counted("T-1"),
    "TALLY#all#1022 totals": keys.tally("all", waiting.id, "totals"),
    "TALLY#department#it#1022 times.2026-03.vpn": keys.tally("department#it", waiting.id, "times.2026-03.vpn"),
    "TALLY#requester#nina# totals": keys.tally("requester#nina", waiting.id, "totals"),
    "TALLY#all#660 totals.bo": keys.tally("technician#bo", waiting.id, "totals"),
    "GENERATIONS GENERATIONS": keys.generations(),
    "INBOX#nina N-1": keys.notification("nina", "N-1"),
    "SENT#E-1#nina email": keys.sending("E-1", "nina", "email"),
    "HELD#nina#email E-1": keys.held("nina", "email", "E-1"),
    "UPLOADS#nina 09": keys.uploadCount("nina", "09"),
    "EXPORTS#nina 09": keys.exportCount("nina", "09"),
    "RAISED#nina 09:00": keys.raiseCount("nina", "09:00"),
    "MISSES#nina 09:00": keys.missCount("nina", "09:00"),
    "SMS#ALL 2026-03-02": keys.smsCount("2026-03-02", "ALL"),
    "EXPORT#nina X-1": keys.export("nina", "X-1"),
    "SOCKETS#all c": keys.socket("all", "c"),
    "CONNECTION#c CONNECTION": keys.connection("c"),
    "SOCKETTICKET#s SOCKETTICKET": keys.socketTicket("s"),
    "ACCOUNT#nina ACCOUNT": keys.account("nina"),
    "ADMINS ADMINS": keys.admins(),
    "FIRSTADMIN#h FIRSTADMIN": keys.firstAdmin("h"),
    "AUDIT#nina 2026-03-02T09:00:00.000Z#1": keys.audit(audit),
    "AUDIT#category#vpn 2026-03-02T09:00:00.000Z#1": keys.audit({
      ...audit,
      about: { type: "category", id: "vpn", name: "VPN" },
    }),
    "CATALOGUE#CATEGORY vpn": keys.category("vpn"),
    "CATALOGUE#DEPARTMENT it": keys.department("it"),
    "REQUEST#nina#k REQUEST": keys.request("nina", "k"),
    "SECRET#cursor SECRET": keys.secret("cursor"),
    "SHARDS SHARDS": keys.shards(),
    "WORDS#ü#1022 ünlü#8227557999999#T-0000XYZ": keys.word("ünlü", waiting),
  };
  for (const [where, { PK, SK }] of Object.entries(stored)) expect(`${PK} ${SK}`).toBe(where);
});

test("a ticket is in the indexes where an older version has put it, and in no other", () => {
  const of = { requesterKey: requester.id, departmentKey: "finance#1022", shardKey: "1022" };
  const raisedKey = `${at}#T-0000XYZ`;
  expect(table.ticketIndexKeys(waiting)).toEqual({
    ...{ ...of, raisedKey, approverKey: "hod#finance#1022" },
    ...{ clockShardKey: "undecided#1022", clockKey: raisedKey },
  });
  const [stage] = waiting.approvals as [Ticket["approvals"][number]];
  const decidedAt = "2026-03-03T09:00:00.000Z";
  const decided: Ticket = { ...waiting, approvals: [{ ...stage, state: "approved", decidedAt }] };
  const clockKey = `${decidedAt}#T-0000XYZ`;
  expect(table.ticketIndexKeys(decided)).toEqual({ ...of, raisedKey, clockShardKey: "decided#1022", clockKey });
  const resolved: Ticket = { ...waiting, status: "resolved", assignee: technician, resolvedAt: decidedAt };
  expect(table.ticketIndexKeys(resolved)).toEqual({
    ...{ ...of, raisedKey, assigneeKey: technician.id, clockShardKey: "resolved#1022", clockKey },
  });
  expect(table.ticketIndexKeys(raised(["it_head"], itHead))).toMatchObject({ approverKey: "it_head#32" });
  const open = { raisedKey: `${at}#T-0000001`, requesterKey: admin.id, shardKey: "32" };
  expect(table.ticketIndexKeys(raised([], admin))).toEqual(open);
  expect(table.countedIndexKeys({ ...waiting, updatedAt: decidedAt })).toEqual({
    ...{ countedShard: "1022", changeKey: clockKey, urgencyKey: `2#${raisedKey}` },
  });
});

test("and so are people, notifications, held messages and changes of accounts", () => {
  expect(table.notificationIndexKeys("nina", "N-1")).toEqual({ unreadKey: "nina", unreadOrder: "N-1" });
  expect(table.heldIndexKeys("nina", "email", "E-1", at)).toEqual({
    ...{ clockShardKey: "held#511", clockKey: `${at}#nina#email#E-1` },
  });
  expect(table.accountIndexKeys({ ...requester, name: "Nina van Öst", id: "nina" })).toEqual({
    ...{ roleKey: "user", personKey: "finance#nina van ost#nina" },
    ...{ directoryKey: "511", nameKey: "nina van ost#nina", lastNameKey: "ost nina van#nina" },
    emailKey: "requester@example.com#nina",
  });
  expect(table.accountIndexKeys({ ...person("admin", null, "Ana"), id: "ana" })).toEqual({
    ...{ roleKey: "admin", personKey: "#ana#ana", directoryKey: "169", nameKey: "ana#ana" },
    emailKey: "ana@example.com#ana",
  });
  expect(table.auditIndexKeys(audit)).toEqual({ auditKey: `${at}#1`, actorKey: "ana#266", auditShard: "266" });
});

test("nothing of where an item stands, or of when it expires, is among what is read of it", () => {
  const notification = { ...keys.notification("nina", "N-1"), ...table.notificationIndexKeys("nina", "N-1") };
  expect(table.withoutKeys({ item: "Notification", ...notification, expiresAt: 1, id: "N-1" })).toEqual({ id: "N-1" });
  expect(table.withoutKeys({ ...keys.ticket("T-1"), ...table.ticketIndexKeys(waiting), id: "T-1" })).toEqual({
    id: "T-1",
  });
});
