import type { ReactNode } from "react";
import type { Role } from "../../functions/domain/account.ts";
import { useMe } from "../api/me.ts";
import { NotFound } from "./NotFound.tsx";

/** What is offered to some roles; to the others there is nothing here. What protects it is the API. */
export function OnlyFor({ roles, children }: { roles: readonly Role[]; children: ReactNode }) {
  return roles.includes(useMe().role) ? children : <NotFound />;
}
