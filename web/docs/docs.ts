import "openapi-explorer/dist/browser/openapi-explorer.min.js";
import "./docs.css";

/* The description of the API, shown by a viewer that is served with it: no request goes to another host. */
const light = {
  "bg-color": "#ffffff",
  "text-color": "#212529",
  "primary-color": "#1864ab",
  "secondary-color": "#ffd43b",
  "nav-bg-color": "#123f66",
  "nav-text-color": "#e7f5ff",
  "nav-hover-bg-color": "#0d2f4d",
  "nav-hover-text-color": "#ffffff",
};
const dark = {
  ...light,
  "bg-color": "#1a1b1e",
  "header-color": "#a5d8ff",
  "text-color": "#d5d7da",
  "primary-color": "#a5d8ff",
  "nav-bg-color": "#141517",
  "nav-text-color": "#ced4da",
  "nav-hover-bg-color": "#25262b",
};

const scheme = matchMedia("(prefers-color-scheme: dark)");
const viewer = document.createElement("openapi-explorer");

function paint(): void {
  for (const [name, color] of Object.entries(scheme.matches ? dark : light)) viewer.setAttribute(name, color);
}

/* The guide's tables shall fit a phone: the viewer cuts off what is wider. */
const fitting = new CSSStyleSheet();
fitting.replaceSync(
  ".m-markdown :is(td, th, code) { overflow-wrap: anywhere } @media (width < 40rem) { .m-markdown :is(td, th) { padding: 4px } }",
);

/* A refusal's `type` is /docs#<code>: the guide's table of codes. */
if (/^#\w+$/.test(location.hash)) history.replaceState(null, "", "#?route=overview--refusals");

paint();
scheme.addEventListener("change", paint);
viewer.setAttribute("server-url", location.origin);
viewer.setAttribute("hide-server-selection", "");
viewer.setAttribute("spec-url", "/v1/openapi.json");
document.body.append(viewer);
viewer.shadowRoot?.adoptedStyleSheets.push(fitting);
