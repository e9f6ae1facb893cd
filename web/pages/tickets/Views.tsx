import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
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
  return (
    <nav aria-label={t`Lists`} className="views">
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

const searchOf = (address: Address): string => {
  const given = Object.entries(address).filter(([, value]) => value);
  return given.length > 0 ? `?${new URLSearchParams(Object.fromEntries(given))}` : "";
};
