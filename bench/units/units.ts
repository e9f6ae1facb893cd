import { startMeteredDesk } from "./meteredDesk.ts";
import { dearest, lifeBudget, transitionBudget } from "./unitBudgets.ts";
import { liveThrough, type Regime, statesEntered } from "./unitLives.ts";
import { measureReads, type Read } from "./unitReads.ts";
import { budgetedLife, type Line, lifeUnits, linesOf } from "./unitSums.ts";

/**
 * What each route and a ticket's whole life cost in units of DynamoDB, beside the budgets: `npm run bench -- units`. A local
 * cloud with all that runs in it, a month of demo tickets, and a meter before its table.
 */
const sideBySide = 24;
const desk = await startMeteredDesk();
try {
  const apart = await liveThrough(desk, "each event far apart", 1, true);
  const [ticketId = ""] = apart.ticketIds;
  printReads(await measureReads(desk, ticketId));
  printWrites(apart);
  const inOneGo = await liveThrough(desk, "in one go", 1, false);
  const busy = await liveThrough(desk, `${sideBySide} side by side`, sideBySide, false);
  printLives([inOneGo, busy, apart]);
  const states = await statesEntered(desk, ticketId);
  console.log(`\nfor docs/performance.md:`);
  console.log(forThePage([inOneGo, busy, apart]));
  console.log(`\nstates entered: ${states.length} (budget ${transitionBudget}): ${states.join(" ")}`);
} finally {
  await desk.stop();
}

function printReads(reads: readonly Read[]): void {
  console.log("read units of a page            rows   account   rest  budget");
  for (const { name, rows, account, rest, budget, what } of reads) {
    const [limit, mark] = [budget ?? "", budget !== null && rest > budget ? "OVER" : ""];
    console.log(
      `${name.padEnd(30)} ${cell(rows, 5)} ${cell(account, 9)} ${cell(rest, 6)} ${cell(limit, 7)} ${what} ${mark}`,
    );
  }
}

function printWrites({ calls }: Regime): void {
  console.log("\nwrite units of a transaction, at most");
  for (const { what, units, budget } of dearest(calls))
    console.log(`${what.padEnd(20)} ${cell(units, 5)} ${cell(budget, 7)} ${units > budget ? "OVER" : ""}`);
}

function printLives(regimes: readonly Regime[]): void {
  for (const regime of regimes) {
    console.log(`\nwrite units of a life, ${regime.name}    times  table  indexes  largest item`);
    for (const line of linesOf(regime.calls.filter(({ writes }) => writes))) printLine(line, regime.lives);
    printTotal(regime);
  }
}

function printLine({ what, times, table, indexes, largest }: Line, lives: number): void {
  const parts = Object.entries(indexes).map(([name, units]) => `${name} ${each(units, lives)}`);
  const inIndexes = Object.values(indexes).reduce((sum, units) => sum + units, 0);
  const figures = [each(times, lives), each(table, lives), each(inIndexes, lives), largest];
  console.log(`${what.padEnd(34)} ${figures.map((figure) => cell(figure, 7)).join(" ")}  ${parts.join(", ")}`);
}

function printTotal({ calls, lives }: Regime): void {
  const units = lifeUnits(calls);
  const life = budgetedLife(units, lives);
  const withoutWords = budgetedLife({ ...units, writes: units.writes - units.words }, lives);
  console.log(
    `as it ran ${each(units.writes, lives)}, of it e-mail ${each(units.mail, lives)}, search ${each(units.words, lives)}, ` +
      `${each(units.notifications, lives)} notifications ${each(units.inApp, lives)}; reads ${each(units.reads, lives)}`,
  );
  console.log(
    `as the budget counts it (six notifications, no e-mail): ${life.toFixed(1)}, without search ${withoutWords.toFixed(1)} ` +
      `(budget ${lifeBudget}) ${life > lifeBudget ? "OVER" : ""}`,
  );
}

/** What docs/performance.md says of this run. */
function forThePage(regimes: readonly Regime[]): string {
  const date = new Date().toISOString().slice(0, 10);
  const [apart] = regimes.slice(-1);
  const units = dearest(apart?.calls ?? []).map((one) => `${one.what} ${one.units} (${one.budget})`);
  const lives = regimes.map(({ name, calls, lives }) => `${budgetedLife(lifeUnits(calls), lives).toFixed(0)} ${name}`);
  return [
    `| write units of a transaction, at most (budget) | ${units.join(", ")} | \`npm run bench -- units\`, ${date} |`,
    `| write units of a whole life (budget ${lifeBudget}) | ${lives.join(", ")} | \`npm run bench -- units\`, ${date} |`,
  ].join("\n");
}

function each(units: number, lives: number): string {
  return String(Number((units / lives).toFixed(1)));
}

function cell(value: string | number, width: number): string {
  return String(value).padStart(width);
}
