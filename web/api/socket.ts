import { api } from "./client.ts";

/** Something that the service tells by itself. */
type Pushed =
  | { type: "notification"; notification: { id: string; ticketId: string; message: string } }
  | { type: "ticket"; ticketId: string; version: number }
  | { type: "export"; id: string };

/** `missed`: something may have happened that nobody was told of. */
type Listener = { told: (pushed: Pushed) => void; missed: () => void };

const firstPause = 1000;
const longestPause = 30_000;
/** A connection that ends sooner than this is no better than none: the pauses go on growing. */
const lasting = 10_000;

/** Keeps a WebSocket open, each time with a one-use address; tries again after a pause that grows. */
export function listen({ told, missed }: Listener): () => void {
  let socket: WebSocket | null = null;
  let pause = firstPause;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOpening = false;
  let isOver = false;
  let openedAt = 0;

  async function open(): Promise<void> {
    if (isOpening) return;
    isOpening = true;
    try {
      const { body } = await api.createSocketTicket({});
      if (isOver) return;
      socket = new WebSocket(body.url);
      socket.onopen = () => {
        isOpening = false;
        openedAt = Date.now();
        missed();
      };
      socket.onmessage = ({ data }) => told(JSON.parse(String(data)) as Pushed);
      socket.onclose = () => {
        if (openedAt && Date.now() - openedAt > lasting) pause = firstPause;
        // Some networks let none through, and everything else: what is shown follows with each try, then.
        if (!openedAt && !isOver) missed();
        openedAt = 0;
        later();
      };
    } catch {
      later();
    }
  }

  function later(): void {
    isOpening = false;
    if (isOver) return;
    clearTimeout(timer);
    timer = setTimeout(() => void open(), pause * (0.5 + Math.random() / 2));
    pause = Math.min(pause * 2, longestPause);
  }

  const online = () => {
    clearTimeout(timer);
    pause = firstPause;
    if (socket?.readyState !== WebSocket.OPEN) void open();
  };
  window.addEventListener("online", online);
  void open();
  return () => {
    isOver = true;
    clearTimeout(timer);
    window.removeEventListener("online", online);
    socket?.close();
  };
}
