import type { Account } from "../../functions/domain/account.ts";
import type { Department } from "../../functions/domain/category.ts";

export type DemoAccount = Pick<Account, "email" | "name" | "role" | "department" | "phone"> & { title: string };

const account = (
  email: string,
  name: string,
  role: Account["role"],
  department: string | null,
  title: string,
  phone: string | null = null,
): DemoAccount => ({ email: `${email}@example.com`, name, role, department, title, phone });

/** The people of the demo. The first is the one whom the bootstrap makes. */
export const accounts = [
  account("admin", "Administrator", "admin", null, "Administrator"),
  account("ithead", "Ingrid Lindqvist", "it_head", "it", "IT head", "+4915200000001"),
  account("hod.finance", "Fatima Haddad", "hod", "finance", "Head of Finance", "+4915200000002"),
  account("hod.engineering", "Erik Sandoval", "hod", "engineering", "Head of Engineering", "+4915200000003"),
  account("tech.ana", "Ana Kovač", "technician", "it", "Technician", "+4915200000004"),
  account("tech.bo", "Bo Nygaard", "technician", "it", "Technician", "+4915200000005"),
  account("user.finance", "Priya Raman", "user", "finance", "User in Finance"),
  account("user.engineering", "Tomás Oliveira", "user", "engineering", "User in Engineering"),
] as const;

export const departments: readonly Department[] = [
  { id: "finance", name: "Finance", active: true },
  { id: "engineering", name: "Engineering", active: true },
  { id: "it", name: "IT", active: true },
];
