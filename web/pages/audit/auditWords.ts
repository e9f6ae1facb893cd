import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AuditKind } from "../../../functions/domain/audit.ts";
import type { IconName } from "../../parts/icons.tsx";

/** What was done, as the filter and the trail call it. */
export const kindWords: Record<AuditKind, MessageDescriptor> = {
  AccountCreated: msg`Account created`,
  AccountChanged: msg`Account changed`,
  PasswordReset: msg`Password reset`,
  SecondFactorRemoved: msg`Second factor removed`,
  CategoryAdded: msg`Category added`,
  CategoryChanged: msg`Category changed`,
  DepartmentAdded: msg`Department added`,
  DepartmentChanged: msg`Department changed`,
};

export const kindIcons: Record<AuditKind, IconName> = {
  AccountCreated: "user",
  AccountChanged: "user",
  PasswordReset: "lock",
  SecondFactorRemoved: "lock",
  CategoryAdded: "category",
  CategoryChanged: "category",
  DepartmentAdded: "building",
  DepartmentChanged: "building",
};

/** What a field of an account, a category or a department is called; in this order. */
export const fieldWords: Record<string, MessageDescriptor> = {
  name: msg`Name`,
  email: msg`E-mail`,
  role: msg`Role`,
  department: msg`Department`,
  phone: msg`Phone`,
  disabled: msg`Sign-in`,
  approvals: msg`Approval`,
  active: msg`In use`,
};
