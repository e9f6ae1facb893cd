import { describe, expect, test } from "vitest";
import { digestOf, mailOf } from "../../functions/events/mailText.ts";

const evil = `<img src="x" onerror='alert(1)'> & "more"`;
const shown = "&lt;img src=&quot;x&quot; onerror=&#39;alert(1)&#39;&gt; &amp; &quot;more&quot;";
const letter = {
  ...{ kind: "comment" as const, name: evil, ticketId: evil, message: evil, quote: evil, reason: evil },
  link: "https://desk.example.org/tickets/T-0000001?a=1&b=2",
};

describe("whatever people typed", () => {
  test("stands as text in an e-mail, at each place", () => {
    const { html } = mailOf(letter);
    expect(html).not.toContain("<img");
    expect(html.split(shown)).toHaveLength(6);
    expect(html).toContain('href="https://desk.example.org/tickets/T-0000001?a=1&amp;b=2"');
  });

  test("stands as text in a digest, at each place", () => {
    const { html } = digestOf(evil, [{ message: evil, reason: evil, link: letter.link }]);
    expect(html).not.toContain("<img");
    expect(html.split(shown)).toHaveLength(4);
    expect(html).toContain('href="https://desk.example.org/tickets/T-0000001?a=1&amp;b=2"');
  });

  test("makes one line of a subject, and not more than 200 letters", () => {
    const { subject } = mailOf({ ...letter, message: `One\r\nBcc: evil@example.com\u0000 ${"x".repeat(500)}` });
    expect(subject).toMatch(/^One Bcc: evil@example.com x+$/);
    expect(subject).toHaveLength(200);
  });

  test("is cut in a subject between two characters, and not within one", () => {
    const { subject } = mailOf({ ...letter, message: `${"x".repeat(199)}🖨🖨` });
    expect(subject).toBe(`${"x".repeat(199)}🖨`);
  });

  test("is told with the reason for it, by itself and in a digest", () => {
    const because = "You are told because you have raised it.";
    const reason = "you have raised it";
    const digest = digestOf("Ana", [{ message: "It is done", reason, link: "https://desk.example.org" }]);
    for (const { text, html } of [mailOf({ ...letter, reason }), digest])
      expect([text, html]).toEqual([expect.stringContaining(because), expect.stringContaining(because)]);
  });

  test("is marked as said in the text, line by line", () => {
    expect(mailOf({ ...letter, quote: "One\nTwo" }).text).toContain("\n> One\n> Two\n");
  });
});
