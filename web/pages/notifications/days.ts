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
export function nameOfDay(at: string, locale: string): string {
  const start = (time: Date) => new Date(time).setHours(0, 0, 0, 0);
  const ago = Math.round((start(new Date()) - start(new Date(at))) / 86_400_000);
  if (ago > 1) return new Intl.DateTimeFormat(locale, { dateStyle: "full" }).format(new Date(at));
  const word = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-ago, "day");
  return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
}
