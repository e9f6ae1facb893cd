/** As people write it, made E.164: "0049 151 / 123-456 78" becomes "+4915112345678". */
export const tidyPhone = (typed: string): string => typed.replace(/[\s().\-/]/g, "").replace(/^00/, "+");

export const isPhone = (tidied: string): boolean => /^\+[1-9]\d{6,14}$/.test(tidied);
