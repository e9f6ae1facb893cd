/*
 * What may be attached to a ticket. The web client says it before anything is sent, so that this file imports nothing.
 */
export const mostFiles = 20;
export const mostMegabytes = 16;
export const mostBytes = mostMegabytes * 1024 * 1024;

/** The endings of a name, the type to declare, what else clients call it, and what the content is found to be. */
export type FileKind = { endings: readonly string[]; declared: string; alsoCalled?: string; found: readonly string[] };

const office = "application/vnd.openxmlformats-officedocument";
const word = `${office}.wordprocessingml.document`;
const excel = `${office}.spreadsheetml.sheet`;

export const fileKinds: readonly FileKind[] = [
  { endings: ["txt"], declared: "text/plain", found: ["text/plain"] },
  { endings: ["pdf"], declared: "application/pdf", found: ["application/pdf"] },
  { endings: ["png"], declared: "image/png", found: ["image/png"] },
  { endings: ["jpg", "jpeg"], declared: "image/jpeg", alsoCalled: "image/jpg", found: ["image/jpeg"] },
  { endings: ["gif"], declared: "image/gif", found: ["image/gif"] },
  { endings: ["doc"], declared: "application/msword", found: ["application/x-cfb"] },
  { endings: ["xls"], declared: "application/vnd.ms-excel", found: ["application/x-cfb"] },
  { endings: ["docx"], declared: word, found: [word] },
  { endings: ["xlsx"], declared: excel, found: [excel] },
];

export const fileEndings = fileKinds.flatMap(({ endings }) => endings);

/** Empty where the name has none. */
export const endingOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";

/** The kind that a file of this name has to be; undefined where such a file cannot be attached. */
export const kindOf = (name: string): FileKind | undefined =>
  fileKinds.find(({ endings }) => endings.includes(endingOf(name)));
