const scheme = "data-mantine-color-scheme";
const root = document.documentElement;
let onScreen: string | null = null;

/** Paper is white, whatever colours the screen has. */
export function printInLight(): void {
  window.addEventListener("beforeprint", () => {
    onScreen = root.getAttribute(scheme);
    root.setAttribute(scheme, "light");
  });
  window.addEventListener("afterprint", () => {
    if (onScreen) root.setAttribute(scheme, onScreen);
  });
}
