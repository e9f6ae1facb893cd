import { useRef } from "react";

/** The Idempotency-Key of what is sent: the same while the same is sent again, another once it has been answered. */
export function useKey() {
  const sent = useRef({ content: "", key: "" });
  return {
    of(body: object): string {
      const content = JSON.stringify(body);
      if (sent.current.content !== content) sent.current = { content, key: crypto.randomUUID() };
      return sent.current.key;
    },
    answered() {
      sent.current = { content: "", key: "" };
    },
  };
}
