import type { Dashboard } from "../../api/dashboard.ts";
import type { Me } from "../../api/me.ts";

/** The list of the tickets that a figure of the dashboard counts. Its scope may be narrower than what somebody may read. */
export function linkTo(me: Me, scope: Dashboard["scope"], filters: Record<string, string> = {}): string {
  const narrowed: Record<string, string> =
    scope === "assigned" ? { assignee: "me" } : scope === "department" ? { department: me.department ?? "" } : {};
  const params = new URLSearchParams({ ...filters, ...narrowed }).toString();
  return params ? `/tickets?${params}` : "/tickets";
}
