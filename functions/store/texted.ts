import type { TextedCodes } from "../domain/phone.ts";

/** How numbers begin that this deployment texts; a setting of it. */
export const textedCodes: TextedCodes = (process.env.SMS_CODES ?? "").split(",").filter(Boolean);
