import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

/**
 * Mantine's orange, teal, green and, where a pointer is on it, red are too light for text on white (WCAG 1.4.3): their darker
 * shades are a step darker here.
 */
const orange: MantineColorsTuple = [
  "#fff4e6",
  "#ffe8cc",
  "#ffd8a8",
  "#ffc078",
  "#ffa94d",
  "#ff922b",
  "#d9480f",
  "#c2410c",
  "#a8380a",
  "#8f2f08",
];
const teal: MantineColorsTuple = [
  "#e6fcf5",
  "#c3fae8",
  "#96f2d7",
  "#63e6be",
  "#38d9a9",
  "#20c997",
  "#0b7285",
  "#08707a",
  "#066069",
  "#045058",
];
const green: MantineColorsTuple = [
  "#ebfbee",
  "#d3f9d8",
  "#b2f2bb",
  "#8ce99a",
  "#69db7c",
  "#51cf66",
  "#237032",
  "#1f642c",
  "#1b5a27",
  "#174e21",
];
const red: MantineColorsTuple = [
  "#fff5f5",
  "#ffe3e3",
  "#ffc9c9",
  "#ffa8a8",
  "#ff8787",
  "#ff6b6b",
  "#fa5252",
  "#f03e3e",
  "#c92a2a",
  "#b02525",
];

/** A field with an error keeps the border of an error. */
const field = {
  styles: (_: unknown, { error }: { error?: unknown }) =>
    error ? {} : { input: { borderColor: "var(--field-border)" } },
};

/** What is written stands in its own direction, whatever the page's. Mantine puts a `dir` around the field, where it does nothing. */
const textField = { ...field, defaultProps: { attributes: { input: { dir: "auto" } } } };

export const theme = createTheme({
  primaryColor: "blue",
  primaryShade: { light: 8, dark: 8 },
  colors: { orange, teal, green, red },
  defaultRadius: "md",
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif',
  headings: { fontWeight: "650" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    TextInput: textField,
    PasswordInput: field,
    Textarea: textField,
    Select: field,
    NativeSelect: field,
    MultiSelect: field,
    // Its element is a banner of the whole document otherwise.
    ModalHeader: { defaultProps: { role: "none" } },
    Anchor: { defaultProps: { underline: "always" } },
  },
});

/** Borders of fields at 3:1; placeholders, and text on light blue where a pointer is on it, at 4.5:1 (WCAG 1.4.11, 1.4.3). */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--field-border": "#868e96",
    "--mantine-color-placeholder": "#5c636a",
    "--mantine-color-dimmed": "#5c636a",
    "--mantine-color-error": "#c92a2a",
    "--mantine-color-blue-light-hover": "#c4e6ff",
  },
  dark: {
    "--field-border": "#7d7d7d",
    "--mantine-color-placeholder": "#a6a7ab",
    "--mantine-color-dimmed": "#a6a7ab",
    "--mantine-color-error": "#ff8787",
  },
});
