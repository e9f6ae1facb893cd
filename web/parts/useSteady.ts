import { type MouseEvent, useLayoutEffect, useRef } from "react";

/** A click so soon after entries have changed places was meant for what stood there before: milliseconds. */
const settling = 400;

/**
 * For a list whose entries move as they are dealt with: the second click of a double click, or one that was on its way when
 * somebody else changed the list, meets no other entry. A key goes to what has the focus, and always counts.
 */
export function useSteady(ids: readonly string[]) {
  const order = ids.join(" ");
  const before = useRef("");
  const movedAt = useRef(Number.NEGATIVE_INFINITY);
  useLayoutEffect(() => {
    // What is added at the end moves nothing.
    if (order && !order.startsWith(before.current)) movedAt.current = performance.now();
    before.current = order;
  }, [order]);
  const onClickCapture = (event: MouseEvent) => {
    if (event.detail === 0 || event.timeStamp - movedAt.current > settling) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { onClickCapture };
}
