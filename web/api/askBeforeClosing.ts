let running = 0;
const ask = (event: BeforeUnloadEvent): void => event.preventDefault();

/** Until the work is done, whoever closes or reloads the window is asked by the browser whether they mean it. */
export async function askBeforeClosing<T>(work: Promise<T>): Promise<T> {
  if (running++ === 0) window.addEventListener("beforeunload", ask);
  try {
    return await work;
  } finally {
    if (--running === 0) window.removeEventListener("beforeunload", ask);
  }
}
