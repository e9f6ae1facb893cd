import { alwaysOn, type Priced, prices, pricesOf, twiceOn } from "./costPrices.ts";
import { assumed, type Usage } from "./costUsage.ts";

export type Costs = {
  /** Of one ticket whose events come far apart, and of one among many. */
  life: Usage;
  busy: Usage;
  mails: Usage;
  looks: Usage;
  /** What one ticket leaves in the table, indexes included. */
  storedBytes: number;
  queues: number;
  /** Invocations by the clock, a month. */
  scheduled: number;
};

const budgets = { life: 0.35, withMails: 1 };
/** Each queue is asked by five pollers that wait for 20 seconds each: requests a month. */
const pollsPerQueue = (5 * 730 * 3600) / 20;

/** docs/costs.md, from what was measured. */
export function pageOf(costs: Costs, date: string): string {
  const life = thousand(costs.life);
  const mails = thousand(costs.mails);
  return `# Costs

What 1,000 tickets cost from raised to closed: raised, three comments, assigned, moved three times, approved in two steps,
six notifications in the app. Units, events, messages, lines of log and state transitions are measured on the local cloud;
prices are AWS's public ones in dollars (${pricesOf}; no free tier deducted). Written by \`npm run bench -- costs\` on ${date}.

| used by 1,000 tickets | amount | dollars | price |
|---|---:|---:|---|
${rowsOf(costs.life)}
| **in all** | | **${money(life)}** | ${verdict(life, budgets.life)} |
| six e-mails each | ${amount(6000)} | ${money(mails)} | ${prices.email.text}; two write units each, and the messages to their channel |
| **in all, with six e-mails each** | | **${money(life + mails)}** | ${verdict(life + mails, budgets.withMails)} |
| people look at a list, and open the ticket with its history, before each act | ${amount(1000 * (costs.looks.apiRequest ?? 0))} | ${money(thousand(costs.looks))} | not in the sums above |

Here every event comes far from any other. Where 24 tickets are under way at once it is ${money(thousand(costs.busy))}: their counters are written
together, and again where two writers meet.

Assumed, not measured: an invocation with ${assumed.memory} MB takes ${assumed.api} ms for a request and ${assumed.worker} ms for work on an event, and one in
${assumed.coldEvery} begins cold and takes ${assumed.coldMilliseconds} ms more; each message of a queue is sent, received and deleted by itself; each approval machine is
traced, and the gateway's line about a request is as long as it can be. Sign-in is free up to 10,000 people a month (Cognito).

${keepingOf(costs)}

${breakEvenOf(life)}
`;
}

function keepingOf({ storedBytes, queues, scheduled }: Costs): string {
  const stored = ((1000 * storedBytes) / 1e9) * prices.storedGigabyte.dollars;
  const polled = queues * pollsPerQueue * prices.queueRequest.dollars;
  return `## What it costs while nothing happens

| a month | dollars | |
|---|---:|---|
| 1,000 tickets in the table | ${money(stored)} | about ${amount(storedBytes / 1000)} kB each with index entries, events and words; ${prices.storedGigabyte.text} |
| 1,000 files of 1 MB | ${money(prices.fileGigabyte.dollars)} | ${prices.fileGigabyte.text} |
| ${queues} queues that Lambda asks for messages | ${money(polled)} | about ${amount(pollsPerQueue)} requests each (five pollers, 20 seconds a request): not promised by AWS, and a million a month are free |
| what the clock starts | ${money(scheduled * (prices.invocation.dollars + (assumed.worker / 1000 / 2) * prices.gigabyteSecond.dollars))} | ${amount(scheduled)} invocations, within Lambda's free tier |

No server, no database instance, no address. The alarms look at 27 metrics, 2.70 dollars a month, and their topic has a key of
its own, 1.00 ([operations.md](operations.md)).`;
}

function breakEvenOf(life: number): string {
  const totals = [alwaysOn, twiceOn].map((parts) => parts.reduce((sum, { dollars }) => sum + dollars, 0));
  const parts = [...alwaysOn, ...twiceOn].map(({ what, dollars }) => `| ${what} | ${money(dollars)} |`);
  const volumes = totals.map((total) => amount(Math.round((1000 * total) / life / 1000) * 1000));
  return `## When a server of one's own would be cheaper

| a month | dollars |
|---|---:|
${parts.slice(0, alwaysOn.length).join("\n")}
| **small and always on** | **${money(totals[0] ?? 0)}** |
${parts.slice(alwaysOn.length).join("\n")}
| **the same, twice** | **${money(totals[1] ?? 0)}** |

A small server with a database is cheaper from about ${volumes[0]} tickets a month on, and one that survives the loss of a machine
from about ${volumes[1]}, if it carries them, and if nobody's time for keeping it counts.`;
}

const dollarsOf = (usage: Usage): number =>
  Object.entries(usage).reduce((sum, [name, units]) => sum + units * prices[name as Priced].dollars, 0);
const thousand = (usage: Usage): number => 1000 * dollarsOf(usage);

const rowsOf = (usage: Usage): string =>
  Object.entries(usage)
    .map(([name, units]) => {
      const { dollars, text, unit } = prices[name as Priced];
      return `| ${unit} | ${amount(1000 * units)} | ${money(1000 * units * dollars)} | ${text} |`;
    })
    .join("\n");

const verdict = (dollars: number, budget: number): string =>
  `budget ${money(budget)}${dollars > budget ? ": **over**" : ""}`;
const money = (dollars: number): string => dollars.toFixed(dollars < 0.1 ? 4 : 2);
const amount = (units: number): string => units.toLocaleString("en-US", { maximumFractionDigits: units < 10 ? 3 : 0 });
