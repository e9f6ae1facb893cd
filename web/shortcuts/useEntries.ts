import { useLingui } from "@lingui/react/macro";
import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import type { Me } from "../api/me.ts";
import { placesFor } from "../app/places.ts";
import type { IconName } from "../parts/icons.tsx";
import { roleWords, statusWords } from "../parts/words.ts";
import { endSession } from "../session/session.ts";
import { peopleFinds, ticketFinds } from "./finds.ts";

export type Entry = {
  id: string;
  label: string;
  hint?: string;
  icon: IconName;
  /** The service has found it: it comes a moment after the words that it was found for. */
  isFound?: boolean;
  run: () => void;
};
export type Group = { name: string; entries: Entry[] };
type Found = { groups: Group[]; isSearching: boolean; error: Error | null };

/** What the palette offers for what was typed: actions and pages at once, tickets and people as the API answers. */
export function useEntries(me: Me, typed: string, asked: string, help: () => void): Found {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const actions = useActions(me, help);
  const tickets = useQuery(ticketFinds(asked));
  const people = useQuery(peopleFinds(asked, me.role));
  const ticketEntries = (asked ? (tickets.data ?? []) : []).map(({ id, title, status }): Entry => {
    const hint = `${id} · ${i18n._(statusWords[status])}`;
    return { id, label: title, hint, icon: "tickets", isFound: true, run: () => void navigate(`/tickets/${id}`) };
  });
  const peopleEntries = (asked ? (people.data ?? []) : []).map(({ id, name, email, role }): Entry => {
    const hint = `${i18n._(roleWords[role])} · ${email}`;
    return { id, label: name, hint, icon: "user", isFound: true, run: () => void navigate(`/people/${id}`) };
  });
  const groups = [
    { name: t`Actions and pages`, entries: actions.filter(({ label }) => holds(label, typed)) },
    { name: t`Tickets`, entries: ticketEntries },
    { name: t`People`, entries: peopleEntries },
  ].filter(({ entries }) => entries.length > 0);
  const isSearching = typed !== asked || tickets.isFetching || people.isFetching;
  return { groups, isSearching, error: tickets.error ?? people.error };
}

function useActions(me: Me, help: () => void): Entry[] {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme() === "dark";
  const pages = placesFor(me.role).map(
    ({ to, label, icon }): Entry => ({ id: `page${to}`, label: i18n._(label), icon, run: () => void navigate(to) }),
  );
  return [
    { id: "new-ticket", label: t`New ticket`, icon: "plus", run: () => void navigate("/tickets/new") },
    ...pages,
    {
      id: "colours",
      label: isDark ? t`Light colours` : t`Dark colours`,
      icon: isDark ? "sun" : "moon",
      run: () => setColorScheme(isDark ? "light" : "dark"),
    },
    { id: "help", label: t`Keyboard shortcuts`, icon: "keyboard", run: help },
    { id: "sign-out", label: t`Sign out`, icon: "signOut", run: endSession },
  ];
}

/** Each word that was typed stands somewhere in the label. */
const holds = (label: string, typed: string): boolean =>
  typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => label.toLowerCase().includes(word));
