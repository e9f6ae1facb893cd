import { once } from "node:events";
import { createServer } from "node:http";

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

function why(error: unknown, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") {
    return `Port ${port} is in use: is the local cloud running already? Stop it, or choose another port: PORT=3001 npm start`;
  }
  return code === "EACCES" ? `Port ${port} needs privileges: choose one above 1023` : message;
}
