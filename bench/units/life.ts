import type { Cast } from "../../test/cloud/desk.ts";
import type { Meter } from "./meter.ts";

/** How a life goes on: at once, or when all that follows from a step has come about. */
export type Pace = () => Promise<void>;
export type Step = { name: string; run: () => Promise<unknown> };

export const words = {
  title: "Licence for the tax software, new release",
  description:
    "The release of this year needs a licence of its own. We file on the 10th, and the old release refuses to open last year's files since Monday. Two seats would do for the three of us.",
  category: "license-request",
  priority: "medium",
} as const;
const remark = "Does the old licence go back, or do both run side by side until the end of the year?";

/**
 * One whole life as the budget lists it: raised, a two-step approval, assigned, moved three times, three comments. What has
 * to come about before the next step can be taken is waited for.
 */
export async function live({ finance, hodFinance, itHead, ana }: Cast, meter: Meter, pace: Pace): Promise<string> {
  const technicianId = (await ana.client.getMe({})).body.id;
  const ticketId = (await finance.client.raiseTicket({ body: words })).body.id;
  const params = { ticketId };
  const approve = (by: typeof itHead, stage: "hod" | "it_head", comment: string) =>
    by.client.decideApproval({ params: { ticketId, stage }, body: { decision: "approve", comment } });
  const say = (by: typeof itHead) => by.client.addComment({ params, body: { message: remark } });
  await meter.wrote("Waiting", ticketId, 1);
  await pace();
  await say(hodFinance);
  await pace();
  await approve(hodFinance, "hod", "Please, before the 10th.");
  await meter.wrote("Waiting", ticketId, 2);
  await pace();
  await approve(itHead, "it_head", "Agreed.");
  await meter.wrote("TicketApproved", ticketId, 1);
  await pace();
  await itHead.client.assignTicket({ params, body: { technicianId } });
  await pace();
  await ana.client.moveTicket({ params, body: { status: "in_progress" } });
  await pace();
  await say(ana);
  await pace();
  await say(finance);
  await pace();
  await ana.client.moveTicket({ params, body: { status: "resolved", comment: "Installed on both machines." } });
  await pace();
  await finance.client.moveTicket({ params, body: { status: "closed" } });
  await pace();
  return ticketId;
}
