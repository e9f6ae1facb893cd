import "./connection.css";
import { Trans } from "@lingui/react/macro";
import { Alert } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { queryClient } from "../api/queryClient.ts";
import { Icon } from "../parts/icons.tsx";
import { watchConnectivity } from "./connectivity.ts";

/** What is said when all is well again stays this long: milliseconds. */
const saidFor = 8000;
const { subscribe, isConnected } = watchConnectivity(queryClient);

type Phase = "fine" | "away" | "catchingUp" | "caughtUp";

/** Says that nobody is connected, that they are again, and when what is shown has caught up. Nothing moves for it. */
export function Connection() {
  const phase = usePhase();
  return (
    <div role="status" className="connection">
      {phase === "away" && (
        <Said color="orange">
          <Trans>You are offline, or the service cannot be reached. What you see may be out of date.</Trans>
        </Said>
      )}
      {phase === "catchingUp" && (
        <Said color="blue">
          <Trans>You are back online. Catching up…</Trans>
        </Said>
      )}
      {phase === "caughtUp" && (
        <Said color="teal">
          <Trans>You are back online, and everything is up to date.</Trans>
        </Said>
      )}
    </div>
  );
}

function Said({ color, children }: { color: string; children: ReactNode }) {
  return (
    <Alert
      color={color}
      variant="filled"
      role="none"
      icon={<Icon name={color === "orange" ? "warning" : "approvals"} />}
    >
      {children}
    </Alert>
  );
}

function usePhase(): Phase {
  const client = useQueryClient();
  const connected = useSyncExternalStore(subscribe, isConnected);
  const [phase, setPhase] = useState<Phase>("fine");
  useEffect(() => {
    if (!connected) return setPhase("away");
    setPhase((before) => (before === "away" ? "catchingUp" : before));
  }, [connected]);
  useEffect(() => {
    if (phase !== "catchingUp") return;
    let isOver = false;
    // All that is shown is read again, however fresh it seemed: what happened meanwhile was not told.
    const done = () => !isOver && setPhase("caughtUp");
    void client.invalidateQueries().then(done);
    return () => {
      isOver = true;
    };
  }, [phase, client]);
  useEffect(() => {
    if (phase !== "caughtUp") return;
    const timer = setTimeout(() => setPhase("fine"), saidFor);
    return () => clearTimeout(timer);
  }, [phase]);
  return phase;
}
