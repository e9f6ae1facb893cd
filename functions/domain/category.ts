/** A step of approval: the head of department, then (or only) the IT head. */
export const stages = ["hod", "it_head"] as const;
export type Stage = (typeof stages)[number];

/** What a ticket is about, and who must approve it, in order. */
export type Category = { id: string; name: string; approvals: Stage[]; active: boolean };

export type Department = { id: string; name: string; active: boolean };

const category = (id: string, name: string, approvals: Stage[] = []): Category => ({
  id,
  name,
  approvals,
  active: true,
});

/** The categories a new installation starts with; admins edit them. */
export const shippedCategories: readonly Category[] = [
  category("hardware-issue", "Hardware issue"),
  category("software-issue", "Software issue"),
  category("network-issue", "Network issue"),
  category("other", "Other"),
  category("upgrade", "Upgrade", ["hod", "it_head"]),
  category("new-equipment", "New equipment", ["hod", "it_head"]),
  category("license-request", "License request", ["hod", "it_head"]),
];
