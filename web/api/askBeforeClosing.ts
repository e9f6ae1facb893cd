let running = 0;
let isDownload = false;

/** How long a browser may take to begin a download: milliseconds. */
const beginsWithin = 1000;

const ask = (event: BeforeUnloadEvent): void => {
  if (!isDownload) event.preventDefault();
  isDownload = false;
};

/** Until the work is done, whoever closes or reloads the window is asked by the browser whether they mean it. */
export async function askBeforeClosing<T>(work: Promise<T>): Promise<T> {
  if (running++ === 0) window.addEventListener("beforeunload", ask);
  try {
    return await work;
  } finally {
    if (--running === 0) window.removeEventListener("beforeunload", ask);
  }
}

/** Has the browser save what is at an address. It takes that for a way out of the page until it sees that it is a download. */
export function download(address: string): void {
  isDownload = true;
  window.location.assign(address);
  setTimeout(() => {
    isDownload = false;
  }, beginsWithin);
}
