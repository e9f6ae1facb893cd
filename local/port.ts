import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Refuses a port that somebody else listens on, before anything is started. */
export async function mustBeFree(port: number): Promise<void> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    throw new Error(why(error, port));
  }
  server.close();
  await once(server, "close");
}

/** Where the pages of the gateway at this port come from, as browsers name it. */
export const localOrigins = (port: number): string[] => [`http://localhost:${port}`, `http://127.0.0.1:${port}`];

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function why(error: unknown, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") {
    return `Port ${port} is in use: is the local cloud running already? Stop it, or choose another port: PORT=3001 npm start`;
  }
  return code === "EACCES" ? `Port ${port} needs privileges: choose one above 1023` : message;
}
