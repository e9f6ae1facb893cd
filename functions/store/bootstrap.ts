import { shippedCategories } from "../domain/category.ts";
import { defaultPreferences } from "../domain/preferences.ts";
import { putAccount } from "./accounts.ts";
import { addCategory } from "./catalogue.ts";
import { invite } from "./identity.ts";
import { addSecret } from "./secrets.ts";

/** Runs once at each deployment and changes nothing that is there already: signing key, shipped categories, first admin. */
export async function handler(): Promise<void> {
  await addSecret("cursor");
  await Promise.all(shippedCategories.map(addCategory));
  const email = process.env.FIRST_ADMIN_EMAIL ?? "";
  await putAccount({
    id: (await invite(email)).id,
    email,
    name: "Administrator",
    role: "admin",
    department: null,
    phone: null,
    disabled: false,
    notifications: defaultPreferences,
    createdAt: new Date().toISOString(),
  });
}
