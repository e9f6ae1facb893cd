import { useLingui } from "@lingui/react/macro";
import { Badge } from "@mantine/core";
import type { Priority, Status } from "../../functions/domain/ticket.ts";
import { priorityWords, statusWords } from "./words.ts";

const statusColors: Record<Status, string> = {
  open: "blue",
  pending_hod_approval: "orange",
  pending_it_head_approval: "orange",
  approved: "teal",
  assigned: "indigo",
  in_progress: "indigo",
  on_hold: "grape",
  resolved: "green",
  closed: "gray",
  rejected: "red",
  cancelled: "gray",
};
const priorityColors: Record<Priority, string> = { low: "gray", medium: "blue", high: "orange", critical: "red" };

export function StatusBadge({ status }: { status: Status }) {
  const { i18n } = useLingui();
  return (
    <Badge variant="light" color={statusColors[status]} tt="none" className="badge">
      {i18n._(statusWords[status])}
    </Badge>
  );
}

export function PriorityBadge({ priority }: { priority: Priority }) {
  const { i18n } = useLingui();
  return (
    <Badge variant="outline" color={priorityColors[priority]} tt="none" className="badge">
      {i18n._(priorityWords[priority])}
    </Badge>
  );
}
