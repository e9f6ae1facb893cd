import { describe, expect, test } from "vitest";
import {
  addFile,
  afterScan,
  awaitsCheck,
  findAvailable,
  findFile,
  isAsDeclared,
  refuse,
  removeFile,
  startUpload,
} from "../../functions/domain/attachment.ts";
import { fileKinds, mostBytes, mostFiles } from "../../functions/domain/fileKinds.ts";
import type { Attachment, Files } from "../../functions/domain/ticket.ts";
import { act, admin, at, hod, itHead, raised, requester, technician, ticketIn } from "./people.ts";

const none: Files = { ticketId: "T-0000001", revision: 0, attachments: [] };
const wanted = (name = "invoice.pdf", contentType = "application/pdf", size = 1000) => ({
  id: name,
  name,
  contentType,
  size,
});
const started = (files = none, file = wanted(), when = at) => startUpload(raised(), files, file, requester, when).files;
const [pdf] = started().attachments as [Attachment];
const added = (scanned = false) => addFile(raised(), started(), pdf, { object: "v1", scanned }, act(requester));

describe("announcing a file", () => {
  test.each([
    ["notes.txt", "text/plain"],
    ["scan.PDF", "application/pdf"],
    ["a.png", "image/png"],
    ["a.jpg", "image/jpeg"],
    ["a.jpeg", "image/jpeg"],
    ["a.gif", "image/gif"],
    ["a.doc", "application/msword"],
    ["a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    ["a.xls", "application/vnd.ms-excel"],
    ["квартал 1.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ])("%s of the type %s can be attached", (name, type) => {
    expect(started(none, wanted(name, type)).attachments).toMatchObject([
      { name, state: "awaiting_upload", object: null },
    ]);
  });

  test.each([
    "a.phtml",
    "a.phar",
    "a.exe",
    "a.js",
    "a.bat",
    "a.lnk",
    "a.iso",
    "a.docm",
    "a.svg",
    "a.html",
    "png",
    "a",
    "a.png.exe",
  ])("%s cannot, whatever type it declares", (name) => {
    expect(() => started(none, wanted(name, "image/png"))).toThrow(expect.objectContaining({ code: "invalid" }));
  });

  test.each([
    ["a.jpg", "image/jpg", "image/jpeg"],
    ["a.txt", "text/plain; charset=utf-8", "text/plain"],
    ["a.txt", "text/plain;charset=UTF-8", "text/plain"],
    ["a.txt", "text/plain ; charset=utf-8", "text/plain"],
    ["a.png", "IMAGE/PNG", "image/png"],
  ])("%s that a client calls %s is kept as %s", (name, called, type) => {
    expect(started(none, wanted(name, called)).attachments).toMatchObject([{ name, contentType: type }]);
  });

  test.each([
    ["a.png", "image/jpg"],
    ["a.txt", "; charset=utf-8"],
    ["a.txt", "text/html; text/plain"],
  ])("%s is not of the type %s", (name, type) => {
    expect(() => started(none, wanted(name, type))).toThrow(expect.objectContaining({ code: "invalid" }));
  });

  test("the declared type must be that of the ending", () => {
    expect(() => started(none, wanted("a.pdf", "image/png"))).toThrow(expect.objectContaining({ code: "invalid" }));
  });

  test("16 MB can be attached, and no byte more", () => {
    expect(mostBytes).toBe(16 * 1024 * 1024);
    expect(started(none, wanted("a.pdf", "application/pdf", mostBytes)).attachments).toHaveLength(1);
    expect(() => started(none, wanted("a.pdf", "application/pdf", mostBytes + 1))).toThrow(
      expect.objectContaining({ code: "invalid" }),
    );
  });

  test("a ticket has at most 20 files, those on their way included", () => {
    expect(mostFiles).toBe(20);
    let files = none;
    for (let i = 0; i < mostFiles; i++) files = started(files, wanted(`${i}.pdf`));
    expect(() => started(files, wanted("one-more.pdf"))).toThrow(expect.objectContaining({ code: "invalid" }));
  });

  test("an upload that never came, and one that was refused, make room again", () => {
    let files = none;
    for (let i = 0; i < mostFiles; i++) files = started(files, wanted(`${i}.pdf`));
    const later = (time: string) => () => started(files, wanted("late.pdf"), `2026-03-02T${time}.000Z`).attachments;
    expect(later("09:59:59")).toThrow(expect.objectContaining({ code: "invalid" }));
    expect(later("10:00:01")()).toHaveLength(1);
    expect(started(refuse(files, files.attachments[0] as Attachment), wanted("next.pdf")).attachments).toHaveLength(
      mostFiles,
    );
  });

  test("a file that has come stays, however old it is", () => {
    for (const scanned of [true, false])
      expect(started(added(scanned).files, wanted("next.pdf"), "2027-03-02T09:00:00.000Z").attachments).toMatchObject([
        { name: "invoice.pdf", state: scanned ? "scanning" : "available" },
        { name: "next.pdf" },
      ]);
  });

  test.each(["closed", "rejected", "cancelled"] as const)("nothing is attached to a ticket that is %s", (status) => {
    expect(() => startUpload(ticketIn(status), none, wanted(), requester, at)).toThrow(
      expect.objectContaining({ code: "illegal_move" }),
    );
  });
});

describe("a file that was uploaded", () => {
  test("belongs to the ticket, with an event", () => {
    expect(added().files?.attachments).toMatchObject([{ state: "available", object: "v1" }]);
    expect(added().event).toMatchObject({ type: "AttachmentAdded", name: "invoice.pdf", size: 1000 });
    const later = { ...act(requester), at: "2026-03-02T09:30:00.000Z" };
    const { files } = addFile(raised(), started(), pdf, { object: "v1", scanned: false }, later);
    expect(files?.attachments).toMatchObject([{ uploadedAt: later.at }]);
  });

  test("is checked for who announced it, and once", () => {
    expect(awaitsCheck(pdf, requester)).toBe(true);
    expect(() => awaitsCheck(pdf, admin)).toThrow(expect.objectContaining({ code: "forbidden" }));
    expect(awaitsCheck(findFile(added().files as Files, pdf.id), requester)).toBe(false);
    const [refused] = refuse(started(), pdf).attachments as [Attachment];
    expect(() => awaitsCheck(refused, requester)).toThrow(expect.objectContaining({ code: "invalid" }));
  });

  test.each(["closed", "rejected", "cancelled"] as const)(
    "is neither added to a ticket that is %s meanwhile, nor taken from it",
    (status) => {
      const files = added().files as Files;
      const changes = [
        () => addFile(ticketIn(status), started(), pdf, { object: "v1", scanned: false }, act(requester)),
        () => removeFile(ticketIn(status), files, findFile(files, pdf.id), requester, act(requester)),
      ];
      for (const change of changes) expect(change).toThrow(expect.objectContaining({ code: "illegal_move" }));
    },
  );

  test.each([
    [["application/pdf"], true],
    [["application/pdf", "text/plain"], true],
    [["image/png"], false],
    [["application/zip"], false],
    [["text/plain"], false],
    [[], false],
  ])("found to be %j under a PDF's name: accepted is %s", (types, accepted) => {
    expect(isAsDeclared(pdf, types)).toBe(accepted);
  });

  test.each(fileKinds.map(({ declared, found }) => [declared, found[0]] as const))(
    "a file that is declared to be %s may be found to be %s, and nothing else that can be attached",
    (contentType, found) => {
      const others = fileKinds.map((kind) => kind.found[0] ?? "").filter((type) => type !== found);
      expect(isAsDeclared({ ...pdf, contentType }, [found ?? ""])).toBe(true);
      expect(others.filter((type) => isAsDeclared({ ...pdf, contentType }, [type]))).toEqual([]);
    },
  );

  test("a text may begin like what nobody can attach, and not like a PDF or a picture", () => {
    const text = { ...pdf, contentType: "text/plain" };
    expect(isAsDeclared(text, ["image/bmp", "text/plain"])).toBe(true);
    expect(isAsDeclared(text, ["application/pdf", "text/plain"])).toBe(false);
    expect(isAsDeclared(text, ["image/gif", "text/plain"])).toBe(false);
  });

  test("waits for the scan where there is one; only what is clean is handed out, and a second verdict changes nothing", () => {
    const files = added(true).files as Files;
    const scanning = findFile(files, pdf.id);
    expect(() => findAvailable(files, pdf.id)).toThrow(expect.objectContaining({ code: "illegal_move" }));
    const clean = afterScan(files, scanning, true);
    expect(findAvailable(clean, pdf.id)).toMatchObject({ state: "available" });
    expect(afterScan(clean, findFile(clean, pdf.id), false)).toEqual(clean);
    const infected = afterScan(files, scanning, false);
    expect(infected.attachments).toMatchObject([{ state: "refused", object: null }]);
    expect(() => findAvailable(infected, pdf.id)).toThrow(expect.objectContaining({ code: "illegal_move" }));
  });

  test("can be removed by who uploaded it, the IT head and an admin; the event stays", () => {
    const files = added().files as Files;
    const file = findFile(files, pdf.id);
    for (const by of [requester, itHead, admin]) {
      const change = removeFile(raised(), files, file, by, act(by));
      expect(change.files?.attachments).toEqual([]);
      expect(change.event).toMatchObject({ type: "AttachmentRemoved", name: "invoice.pdf" });
    }
    for (const by of [hod, technician]) {
      expect(() => removeFile(raised(), files, file, by, act(by))).toThrow(
        expect.objectContaining({ code: "forbidden" }),
      );
    }
  });
});
