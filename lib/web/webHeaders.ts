/** What the client may be told at deployment only: where it sends to besides its own origin. */
export type Connections = readonly string[];

/**
 * What a browser lets the web client do: run its own scripts and no others, be shown in no other page, and send to its own
 * service only. Styles may stand in the page: the component library writes its colours there.
 */
export const contentSecurityPolicy = (connections: Connections): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    ["connect-src 'self'", ...connections].join(" "),
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

/** Nothing here asks for a camera, a place or a payment. */
export const permissionsPolicy = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

export const referrerPolicy = "same-origin";

/** Files that are named by their content never change; all others are asked for again each time. */
export const cacheControl = { named: "public, max-age=31536000, immutable", other: "no-cache" } as const;
