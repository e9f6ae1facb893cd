import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { callAsOwner } from "./asOwner.ts";

const software = "SOFTWARE_TOKEN_MFA";

/** Whether the sign-in asks for a code as well. */
export const secondFactorQuery = queryOptions({
  queryKey: ["secondFactor"],
  queryFn: async () => {
    const { UserMFASettingList = [] } = await callAsOwner<{ UserMFASettingList?: string[] }>("GetUser");
    return { isOn: UserMFASettingList.includes(software) };
  },
  staleTime: 60_000,
});

/** A new secret for an authenticator app; it counts once its first code was given back. */
export const useNewSecret = () =>
  useMutation({
    mutationFn: async () => (await callAsOwner<{ SecretCode: string }>("AssociateSoftwareToken")).SecretCode,
    // A secret is for this page only.
    gcTime: 0,
  });

/** Takes the first code of the app, and asks for one at each sign-in from now on. */
export function useSwitchOn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (code: string) => {
      await callAsOwner("VerifySoftwareToken", { UserCode: code });
      await callAsOwner("SetUserMFAPreference", { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
    },
    onSuccess: () => client.setQueryData(secondFactorQuery.queryKey, { isOn: true }),
    // Its answer may have been lost only: who believed it off would throw away what they need to sign in.
    onError: () => client.invalidateQueries(secondFactorQuery),
  });
}

export function useSwitchOff() {
  const client = useQueryClient();
  return async () => {
    await callAsOwner("SetUserMFAPreference", { SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false } });
    client.setQueryData(secondFactorQuery.queryKey, { isOn: false });
  };
}

/** What authenticator apps take in (the "key URI format"). */
export function otpauthAddress(secret: string, email: string): string {
  const issuer = "Ticket desk";
  const query = new URLSearchParams({ secret, issuer });
  return `otpauth://totp/${encodeURIComponent(`${issuer}:${email}`)}?${query.toString().replaceAll("+", "%20")}`;
}
