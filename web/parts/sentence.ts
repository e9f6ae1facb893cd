/** What the API says begins with a small letter and ends without a stop; on the screen it stands alone. */
export const asSentence = (detail: string): string =>
  detail && detail.charAt(0).toUpperCase() + detail.slice(1) + (/[.!?]$/.test(detail) ? "" : ".");
