/*
 * Tabs of one browser that are open together are one session: each link in an e-mail opens a tab of its own. What goes
 * from one to another is kept nowhere, so that the session still ends with the last of them.
 */
type Said =
  | { is: "question" }
  | { is: "begun"; refreshToken: string; instead?: string | undefined }
  | { is: "signedOut" };

const channel = new BroadcastChannel("session");
const say = (said: Said): void => channel.postMessage(said);

export const askOtherTabs = (): void => say({ is: "question" });
/** `instead`: of which session it is the rest. */
export const tellBegun = (refreshToken: string, instead?: string): void => say({ is: "begun", refreshToken, instead });
export const tellSignedOut = (): void => say({ is: "signedOut" });

type Hearing = {
  /** The token to share; null where nobody is signed in. */
  asked: () => Promise<string | null>;
  begun: (refreshToken: string, instead?: string) => void;
  signedOut: () => void;
};

export function hearOtherTabs({ asked, begun, signedOut }: Hearing): void {
  channel.onmessage = async ({ data }: MessageEvent<Said>) => {
    if (data.is === "begun") return begun(data.refreshToken, data.instead);
    if (data.is === "signedOut") return signedOut();
    const refreshToken = await asked();
    if (refreshToken) tellBegun(refreshToken);
  };
}
