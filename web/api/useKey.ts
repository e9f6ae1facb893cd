import { useRef } from "react";

const unsent = { content: "", key: "", at: 0 };

/**
 * The Idempotency-Key of what is sent: the same while the same is sent again, another once it has been answered, or is too long
 * ago to mean the same (milliseconds).
 */
export function useKey(goodFor = Number.POSITIVE_INFINITY) {
  const sent = useRef(unsent);
  return {
    of(body: object): string {
      const content = JSON.stringify(body);
      const isAgain = sent.current.content === content && Date.now() - sent.current.at < goodFor;
      if (!isAgain) sent.current = { content, key: crypto.randomUUID(), at: Date.now() };
      return sent.current.key;
    },
    answered() {
      sent.current = unsent;
    },
  };
}
