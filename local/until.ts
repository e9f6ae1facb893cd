import { setTimeout as pause } from "node:timers/promises";

/** Asks again until the answer is as wished; fails with the last answer after `seconds`. */
export async function until<T>(
  ask: () => Promise<T>,
  isWished: (answer: T) => boolean,
  what: string,
  seconds = 20,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (isWished(answer)) return answer;
    if (Date.now() > end)
      throw new Error(`${what} did not come about in ${seconds} s; it is ${JSON.stringify(answer)}`);
    await pause(25);
  }
}
