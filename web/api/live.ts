import { useThrottledCallback } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { listen } from "./socket.ts";

/** What may have changed while nobody was listening. A change of one's own account ends the connection, and is told so. */
const live = ["me", "tickets", "notifications", "exports", "ticketLists", "approvals", "dashboard"];

/** Lists and figures follow what happens at once, and no more often than so: milliseconds. */
const oftenEnough = 1000;
/** The figures follow what happens a moment later than it is told: milliseconds. */
const countingTakes = 2000;

/** Keeps what is shown up to date while somebody is signed in: what has changed is read again. */
export function useLive(accountId: string | undefined): void {
  const client = useQueryClient();
  const listsAgain = useThrottledCallback(() => {
    for (const lists of ["ticketLists", "approvals", "dashboard"]) void client.invalidateQueries({ queryKey: [lists] });
  }, oftenEnough);
  useEffect(() => {
    if (!accountId) return;
    const readAgain = (...queryKey: string[]) => void client.invalidateQueries({ queryKey });
    let later: ReturnType<typeof setTimeout> | undefined;
    const stop = listen({
      told(pushed) {
        if (pushed.type === "ticket") readAgain("tickets", pushed.ticketId);
        if (pushed.type === "notification") {
          readAgain("notifications");
          // Of a ticket that was taken from them, people are told nothing else.
          readAgain("tickets", pushed.notification.ticketId);
        }
        if (pushed.type === "export") return readAgain("exports", pushed.id);
        listsAgain();
        clearTimeout(later);
        later = setTimeout(readAgain, countingTakes, "dashboard");
      },
      // What happened while nobody listened is not told again; before the first connection nobody did either.
      missed() {
        for (const queryKey of live) readAgain(queryKey);
      },
    });
    return () => {
      clearTimeout(later);
      stop();
    };
  }, [accountId, client, listsAgain]);
}
