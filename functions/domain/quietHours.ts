import type { Account } from "./account.ts";
import type { MessageKind, QuietHours } from "./preferences.ts";

export type Channel = "inApp" | "email" | "sms";

/** Whether this person wants messages of this kind by this channel, and can get them. */
export const wants = ({ notifications, phone }: Account, kind: MessageKind, channel: Channel): boolean =>
  notifications[channel].includes(kind) && (channel !== "sms" || phone !== null);

/** When the quiet hours that hold at this moment end (ISO 8601), or null outside of them. */
export function quietUntil({ quietHours }: Account["notifications"], at: string): string | null {
  if (!quietHours || quietHours.from === quietHours.to) return null;
  const now = localMinutes(quietHours, at);
  const from = minutesOf(quietHours.from);
  const to = minutesOf(quietHours.to);
  const isQuiet = from < to ? now >= from && now < to : now >= from || now < to;
  if (!isQuiet) return null;
  const remaining = (to - now + 1440) % 1440;
  const end = Date.parse(at) + remaining * 60_000;
  return new Date(end - (end % 60_000)).toISOString();
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** The time of day in the zone, in minutes. */
function localMinutes({ timeZone }: QuietHours, at: string): number {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return minutesOf(clock.format(new Date(at)));
}
