import { useLingui } from "@lingui/react/macro";
import { NavLink } from "@mantine/core";
import { Link, useLocation } from "react-router";
import type { Role } from "../../functions/domain/account.ts";
import { Icon } from "../parts/icons.tsx";
import { placesFor } from "./places.ts";

export function Navigation({ role }: { role: Role }) {
  const { i18n } = useLingui();
  const { pathname } = useLocation();
  return placesFor(role).map(({ to, label, icon }) => {
    const isHere = to === "/" ? pathname === "/" : pathname === to || pathname.startsWith(`${to}/`);
    return (
      <NavLink
        key={to}
        component={Link}
        to={to}
        label={i18n._(label)}
        leftSection={<Icon name={icon} />}
        active={isHere}
        aria-current={isHere ? "page" : undefined}
      />
    );
  });
}
