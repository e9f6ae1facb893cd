import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Link } from "react-router";
import { dashboardQuery } from "../../api/dashboard.ts";
import { useMe } from "../../api/me.ts";
import { type Address, useAddress } from "./addressedList.ts";
import { isShown, views } from "./views.ts";

/** The lists that people come back to, with how much is in them. */
export function Views() {
  const { t, i18n } = useLingui();
  const me = useMe();
  const { address } = useAddress();
  const dashboard = useQuery(dashboardQuery).data;
  const nav = useRef<HTMLElement>(null);
  const shown = views[me.role].find((view) => isShown(view, address))?.name;
  const isCounted = dashboard !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is shown, or all are as wide as they will be
  useEffect(() => bringIntoSight(nav.current), [shown, isCounted]);
  return (
    <nav aria-label={t`Lists`} className="views" ref={nav}>
      {views[me.role].map((view) => {
        const count = view.count && (dashboard ? view.count(dashboard) : null);
        return (
          <Link
            key={view.name}
            to={{ search: searchOf({ ...view.address, sort: address.sort ?? "" }) }}
            aria-current={isShown(view, address) ? "page" : undefined}
            className="view"
          >
            {i18n._(view.label)}
            {count !== undefined && <span className="view-count">{count ?? "…"}</span>}
          </Link>
        );
      })}
    </nav>
  );
}

/** On a phone they do not all fit: the one that is shown is not the one that is out of sight. The page itself stays where it is. */
function bringIntoSight(nav: HTMLElement | null): void {
  const shown = nav?.querySelector("[aria-current]")?.getBoundingClientRect();
  const place = nav?.getBoundingClientRect();
  if (!shown || !place) return;
  if (shown.left < place.left) nav?.scrollBy({ left: shown.left - place.left });
  else if (shown.right > place.right) nav?.scrollBy({ left: shown.right - place.right });
}

const searchOf = (address: Address): string => {
  const given = Object.entries(address).filter(([, value]) => value);
  return given.length > 0 ? `?${new URLSearchParams(Object.fromEntries(given))}` : "";
};
