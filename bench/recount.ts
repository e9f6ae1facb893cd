import { setTimeout as pause } from "node:timers/promises";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { startGround } from "./growth/growthGround.ts";

/**
 * How long it takes to count so many tickets anew, and that no dashboard says anything else meanwhile or after:
 *
 *   npm run bench -- recount [100000] [folder]
 *
 * Nothing else happens to the tickets; changes meanwhile are tried in test/store/counting.
 */
const [tickets = "100000", folder] = process.argv.slice(2);
/** Those who look are to leave the processor to those who count: milliseconds. */
const lookEvery = 200;
const ground = await startGround(Number(tickets), folder);
try {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: ground.meter.endpoint,
    ...{ AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" },
  });
  const { TableNames: [table] = [] } = await new DynamoDBClient({}).send(new ListTablesCommand({}));
  Object.assign(process.env, { TABLE_NAME: table });
  // The store reads which table it is when it is loaded.
  const { recount } = await import("../functions/store/tallies/recount.ts");
  const { checkTallies } = await import("../functions/store/tallies/tallyCheck.ts");

  const before = await figures();
  const begun = performance.now();
  const counting = { isOver: false };
  let told = 0;
  const [counted, looks] = await Promise.all([
    recount(undefined, (done) => {
      if (done - told < 20_000) return;
      told = done;
      console.log(`${done} tickets after ${seconds(begun)} s`);
    }).finally(() => {
      counting.isOver = true;
    }),
    lookUntil(counting, before),
  ]);
  console.log(
    `${counted} tickets counted anew in ${seconds(begun)} s, of them 105 s of waiting for readers and writers`,
  );
  console.log(`${looks.read} dashboards read meanwhile, ${looks.wrong} of them wrong`);
  const checked = await checkTallies();
  console.log(`checked after: ${checked.differences.length} sums differ from the ${checked.tickets} tickets`);
  if (looks.wrong + checked.differences.length > 0) process.exitCode = 1;
} finally {
  await ground.stop();
}

/** What the dashboards of IT, of a department and of a technician say. */
async function figures(): Promise<string> {
  const { itHead, hodFinance, ana } = ground.cast;
  const all = await Promise.all([itHead, hodFinance, ana].map(({ client }) => client.getDashboard({})));
  return JSON.stringify(
    all.map(({ body: { counts, awaitingMyDecision, trend, times, technicians } }) => ({
      ...{ counts, awaitingMyDecision, trend, times, technicians },
    })),
  );
}

async function lookUntil(counting: { isOver: boolean }, before: string): Promise<{ read: number; wrong: number }> {
  const looks = { read: 0, wrong: 0 };
  while (!counting.isOver) {
    looks.read += 3;
    if ((await figures()) !== before) looks.wrong += 1;
    await pause(lookEvery);
  }
  return looks;
}

function seconds(begun: number): string {
  return ((performance.now() - begun) / 1000).toFixed(0);
}
