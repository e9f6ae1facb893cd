import { TextInput } from "@mantine/core";

/** A field for a code of six digits; what people paste with spaces in it is fine. */
export const CodeField = ({ label }: { label: string }) => (
  <TextInput
    name="code"
    label={label}
    autoComplete="one-time-code"
    inputMode="numeric"
    pattern="\s*(\d\s*){6}"
    maxLength={20}
    required
    data-again
  />
);

export const codeIn = (given: FormData): string => String(given.get("code")).replace(/\D/g, "");
