import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Role } from "../../functions/domain/account.ts";
import type { IconName } from "../parts/icons.tsx";
import { deciders, directoryReaders } from "../parts/roles.ts";

type Place = { to: string; label: MessageDescriptor; icon: IconName; roles?: readonly Role[] };

const places: readonly Place[] = [
  { to: "/", label: msg`Dashboard`, icon: "dashboard" },
  { to: "/tickets", label: msg`Tickets`, icon: "tickets" },
  { to: "/approvals", label: msg`Approvals`, icon: "approvals", roles: deciders },
  { to: "/notifications", label: msg`Notifications`, icon: "bell" },
  { to: "/people", label: msg`People`, icon: "people", roles: directoryReaders },
  { to: "/categories", label: msg`Categories`, icon: "category", roles: ["admin"] },
  { to: "/departments", label: msg`Departments`, icon: "building", roles: ["admin"] },
  { to: "/audit", label: msg`Audit trail`, icon: "audit", roles: ["admin"] },
  { to: "/profile", label: msg`Profile`, icon: "user" },
];

/** Where somebody may go: what is offered, never what protects; that is the API. */
export const placesFor = (role: Role): Place[] => places.filter(({ roles }) => !roles || roles.includes(role));
