/* What the user pool is told about passwords and tokens (lib/data/identity.ts): a test holds the two together. */
export const shortest = 12;
export const passwordRules = {
  length: (password: string) => password.length >= shortest,
  capital: (password: string) => /[A-Z]/.test(password),
  small: (password: string) => /[a-z]/.test(password),
  digit: (password: string) => /[0-9]/.test(password),
  symbol: (password: string) => /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/.test(password),
} as const;
export type PasswordRule = keyof typeof passwordRules;

/** An access token that was given out is good for so long, whatever becomes of its session. */
export const minutesUntilSignedOut = 15;

export const rules = Object.keys(passwordRules) as PasswordRule[];
export const keepsAll = (password: string): boolean => rules.every((rule) => passwordRules[rule](password));
