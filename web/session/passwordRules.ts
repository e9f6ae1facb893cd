/** What the user pool asks of a password (lib/data/identity.ts): a test holds the two together. */
export const shortest = 12;
export const passwordRules = {
  length: (password: string) => password.length >= shortest,
  capital: (password: string) => /[A-Z]/.test(password),
  small: (password: string) => /[a-z]/.test(password),
  digit: (password: string) => /[0-9]/.test(password),
  symbol: (password: string) => /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/.test(password),
} as const;
export type PasswordRule = keyof typeof passwordRules;

export const rules = Object.keys(passwordRules) as PasswordRule[];
export const keepsAll = (password: string): boolean => rules.every((rule) => passwordRules[rule](password));
