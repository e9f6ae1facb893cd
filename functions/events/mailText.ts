import type { MessageKind } from "../domain/preferences.ts";

/** One message about one ticket, before it has a form. */
export type Letter = {
  kind: MessageKind;
  name: string;
  ticketId: string;
  message: string;
  quote: string | null;
  reason: string;
  link: string;
};
/** One of the messages in a digest. */
type Item = Pick<Letter, "message" | "reason" | "link">;
export type Mail = { subject: string; text: string; html: string };

/** What the reader is asked to do, by the kind of message. */
const invitations: Record<MessageKind, string> = {
  decision_needed: "Please look at it and decide what is next",
  work_assigned: "Open the ticket to begin",
  outcome: "See the ticket for the whole story",
  progress: "See the ticket for more",
  comment: "Open the ticket to answer",
};

/** An e-mail about one event. */
export function mailOf({ kind, name, ticketId, message, quote, reason, link }: Letter): Mail {
  const text = [
    `Hello ${name},`,
    `${message}.`,
    ...(quote
      ? [
          quote
            .split("\n")
            .map((line) => `> ${line}`)
            .join("\n"),
        ]
      : []),
    `${invitations[kind]}: ${link}`,
    because(reason),
  ].join("\n\n");
  const html = page([
    `<p>Hello ${escaped(name)},</p>`,
    `<p>${escaped(message)}.</p>`,
    ...(quote ? [`<blockquote>${escaped(quote).replaceAll("\n", "<br>")}</blockquote>`] : []),
    `<p>${escaped(invitations[kind])}: <a href="${escaped(link)}">${escaped(ticketId)}</a></p>`,
    `<p><small>${escaped(because(reason))}</small></p>`,
  ]);
  return { subject: oneLine(message), text, html };
}

/** One e-mail for all that quiet hours held back. */
export function digestOf(name: string, items: readonly Item[]): Mail {
  const lines = items.map(({ message, reason, link }) => `- ${message}\n  ${link}\n  ${because(reason)}`).join("\n");
  return {
    subject: `${items.length} ${items.length === 1 ? "message" : "messages"} from your quiet hours`,
    text: `Hello ${name},\n\nwhile you were not to be disturbed:\n\n${lines}`,
    html: page([
      `<p>Hello ${escaped(name)},</p><p>while you were not to be disturbed:</p><ul>${items.map(rowOf).join("")}</ul>`,
    ]),
  };
}

const rowOf = ({ message, reason, link }: Item): string =>
  `<li><a href="${escaped(link)}">${escaped(message)}</a><br><small>${escaped(because(reason))}</small></li>`;

const because = (reason: string): string => `You are told because ${reason}.`;

const page = (parts: string[]): string =>
  `<!doctype html><html lang="en"><body style="font-family:sans-serif;line-height:1.5;max-width:36em">${parts.join("")}</body></html>`;

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);

const longestSubject = 200;

/** A header is one line, whatever a title holds; it is cut by code points, so that none is cut in two. */
const oneLine = (text: string): string => [...text.replace(/[\s\p{Cc}]+/gu, " ")].slice(0, longestSubject).join("");
