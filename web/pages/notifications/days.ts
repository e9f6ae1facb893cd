import type { I18n } from "@lingui/core";
import type { Notification } from "../../api/notifications.ts";

export type Day = { key: string; at: string; items: Notification[] };

/** Notifications, newest first, under the days of who reads them. */
export function byDay(items: readonly Notification[]): Day[] {
  const days = new Map<string, Day>();
  for (const item of items) {
    const key = new Date(item.at).toDateString();
    const day = days.get(key) ?? { key, at: item.at, items: [] };
    day.items.push(item);
    days.set(key, day);
  }
  return [...days.values()];
}

/** "Today", "Yesterday", or the date. */
export function nameOfDay(at: string, i18n: I18n): string {
  const start = (time: Date) => new Date(time).setHours(0, 0, 0, 0);
  const ago = Math.round((start(new Date()) - start(new Date(at))) / 86_400_000);
  if (ago > 1) return i18n.date(at, { dateStyle: "full" });
  const word = new Intl.RelativeTimeFormat(i18n.locale, { numeric: "auto" }).format(-ago, "day");
  return word.charAt(0).toLocaleUpperCase(i18n.locale) + word.slice(1);
}
