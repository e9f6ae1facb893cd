import { useLingui } from "@lingui/react/macro";
import { Badge } from "@mantine/core";
import type { Role } from "../../../functions/domain/account.ts";
import { roleWords } from "../../parts/words.ts";

const colors: Record<Role, string> = {
  admin: "red",
  it_head: "grape",
  hod: "orange",
  technician: "indigo",
  user: "gray",
};

export function RoleBadge({ role }: { role: Role }) {
  const { i18n } = useLingui();
  return (
    <Badge variant="light" color={colors[role]} tt="none" className="badge">
      {i18n._(roleWords[role])}
    </Badge>
  );
}
