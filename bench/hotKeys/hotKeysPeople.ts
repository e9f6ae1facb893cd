import type { Account, Role } from "../../functions/domain/account.ts";
import { defaultPreferences } from "../../functions/domain/preferences.ts";
import { zipf } from "../fill/fillChance.ts";

/**
 * An organisation that raises 10,000 tickets a second, unevenly: the busiest of a million people (a program, rather)
 * raises 5 of them, the busiest of 50,000 technicians is given 4, the biggest of 20 departments has 28 %.
 */
const sizes = { people: 1_000_000, technicians: 50_000, departments: 20, heads: 100, itHeads: 1000, admins: 20 };
const person = zipf(sizes.people, 0.5);
const technician = zipf(sizes.technicians, 0.3);
const department = zipf(sizes.departments, 1);

/** A person's department is their own, whoever raises how much: the big ones have more of the busy people too. */
export function requesterBy(random: () => number): Account {
  const index = person(random());
  const home = department(((index * 2_654_435_761) % 2 ** 32) / 2 ** 32);
  return account("user", index, `department-${home}`);
}

export const technicianBy = (random: () => number): Account => account("technician", technician(random()), "it");
export const headsOf = (name: string): Account[] => several("hod", sizes.heads, name);
export const itHeads: readonly Account[] = several("it_head", sizes.itHeads, "it");
export const admins: readonly Account[] = several("admin", sizes.admins, null);

function several(role: Role, count: number, home: string | null): Account[] {
  return Array.from({ length: count }, (_, index) => account(role, index, home));
}

/** One in fifty has outcomes texted to them as well; one in ten has quiet hours. */
function account(role: Role, index: number, home: string | null): Account {
  const name = `${role} ${index}`;
  const isTexted = index % 50 === 7;
  return {
    id: `${role}-${home}-${index}`.padEnd(36, "0"),
    ...{ email: `${name.replace(" ", ".")}@example.com`, name, role, department: home },
    ...{ phone: isTexted ? "+4915200000000" : null, disabled: false, createdAt: "2026-01-01T00:00:00.000Z" },
    notifications: {
      ...defaultPreferences,
      quietHours: index % 10 === 3 ? { from: "00:00", to: "23:59", timeZone: "UTC" } : null,
      sms: isTexted ? ["outcome", "work_assigned"] : [],
    },
  };
}
