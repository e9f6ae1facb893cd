import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Stage } from "../../../functions/domain/category.ts";

/** The ways that approval can go, as one chooses among them. */
export const paths = {
  none: { stages: [], words: msg`No approval`, follows: msg`Goes straight to the IT team.` },
  hod: {
    stages: ["hod"],
    words: msg`Head of department`,
    follows: msg`The head of the requester's department decides.`,
  },
  it_head: { stages: ["it_head"], words: msg`IT head`, follows: msg`The IT head decides.` },
  both: {
    stages: ["hod", "it_head"],
    words: msg`Head of department, then IT head`,
    follows: msg`The head of the requester's department decides first, then the IT head.`,
  },
} as const satisfies Record<string, { stages: readonly Stage[]; words: MessageDescriptor; follows: MessageDescriptor }>;
export type PathName = keyof typeof paths;

/** Which of them a category takes; an order that is not among them is shown as the nearest one. */
export function pathOf(stages: readonly Stage[]): PathName {
  if (stages.length > 1) return "both";
  return stages[0] ?? "none";
}
