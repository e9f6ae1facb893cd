import { useLingui } from "@lingui/react/macro";
import { longest } from "../../functions/domain/longest.ts";

/** Says of a text that it is longer than the desk takes; nothing that was typed or pasted is cut off in silence. */
export function useTooLong(kind: keyof typeof longest): (text: string) => string | null {
  const { t, i18n } = useLingui();
  return (text) => {
    // An emoji is one character, and a line end is, too.
    const count = [...text.replace(/\r\n?/g, "\n").trim()].length;
    if (count <= longest[kind]) return null;
    const [given, most] = [i18n.number(count), i18n.number(longest[kind])];
    return t`Too long: ${given} characters. The limit is ${most}.`;
  };
}
