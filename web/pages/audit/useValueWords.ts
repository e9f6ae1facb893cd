import { useLingui } from "@lingui/react/macro";
import type { Role } from "../../../functions/domain/account.ts";
import type { Stage } from "../../../functions/domain/category.ts";
import { useNameOf } from "../../api/catalogue.ts";
import { roleWords } from "../../parts/words.ts";
import { pathOf, paths } from "../catalogue/approvalPath.ts";

/** What a field held, as people say it. */
export function useValueWords(): (field: string, value: unknown) => string {
  const { t, i18n } = useLingui();
  const departmentName = useNameOf("department");
  return (field, value) => {
    if (value === null || value === undefined || value === "") return t`None`;
    if (field === "role" && String(value) in roleWords) return i18n._(roleWords[value as Role]);
    if (field === "department") return departmentName(String(value));
    if (field === "approvals" && Array.isArray(value)) return i18n._(paths[pathOf(value as Stage[])].words);
    if (field === "disabled") return value ? t`Disabled` : t`Enabled`;
    if (field === "active") return value ? t`Yes` : t`No`;
    return String(value);
  };
}
