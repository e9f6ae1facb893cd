/** What a message is about, as far as its reader is concerned. */
export const messageKinds = ["decision_needed", "work_assigned", "outcome", "progress", "comment"] as const;
export type MessageKind = (typeof messageKinds)[number];

/** Local times "HH:MM" in an IANA time zone, in which e-mail and SMS are held back. */
export type QuietHours = { from: string; to: string; timeZone: string };

/** Which kinds of message reach a person by which channel. */
export type Preferences = {
  inApp: MessageKind[];
  email: MessageKind[];
  sms: MessageKind[];
  quietHours: QuietHours | null;
};

/** Everything in the app, e-mail for what needs the reader or ends the matter, no SMS. */
export const defaultPreferences: Preferences = {
  inApp: [...messageKinds],
  email: ["decision_needed", "work_assigned", "outcome"],
  sms: [],
  quietHours: null,
};
