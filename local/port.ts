import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { portOf } from "./server.ts";

/**
 * Takes a port (0: any that is free) long before its server is there, which has it by `server.listen(held)`. Until then
 * whoever connects is hung up on. A port that is only known to be free may be somebody else's by the time it is needed.
 */
export async function holdPort(port: number): Promise<Server> {
  const held = createServer((early) => early.destroy()).listen(port, "127.0.0.1");
  await once(held, "listening").catch((error: unknown) => {
    throw new Error(why(error, port));
  });
  return held;
}

/** Refuses a port that somebody else listens on, before anything is started. */
export const mustBeFree = async (port: number): Promise<void> => release(await holdPort(port));

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const held = await holdPort(0);
  const port = portOf(held);
  await release(held);
  return port;
}

async function release(held: Server): Promise<void> {
  held.close();
  await once(held, "close");
}

/** Where the pages of the gateway at this port come from, as browsers name it. */
export const localOrigins = (port: number): string[] => [`http://localhost:${port}`, `http://127.0.0.1:${port}`];

function why(error: unknown, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") {
    return `Port ${port} is in use: is the local cloud running already? Stop it, or choose another port: PORT=3001 npm start`;
  }
  return code === "EACCES" ? `Port ${port} needs privileges: choose one above 1023` : message;
}
