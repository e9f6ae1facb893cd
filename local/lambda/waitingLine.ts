/** Lets so many in at once, and the next when one leaves. */
export function waitingLine(places: number) {
  const waiting: (() => void)[] = [];
  let free = places;
  return {
    async enter(): Promise<void> {
      if (free-- > 0) return;
      await new Promise<void>((called) => waiting.push(called));
    },
    leave(): void {
      free++;
      waiting.shift()?.();
    },
  };
}
