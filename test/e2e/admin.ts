import type { Session } from "../../local/session.ts";
import { invite } from "../cloud/newcomers.ts";

let count = 0;
const run = Date.now().toString(36);

/** An address that nobody has had before, in this file or another. */
export const newAddress = (): string => `new.${run}.${process.pid}.${++count}@example.com`;

/** Something that is called like nothing before. */
export const newName = (beginning: string): string => `${beginning} ${run} ${++count}`;

export const newPerson = (by: Session, wanted: Parameters<typeof invite>[1]) =>
  invite(by, { email: newAddress(), ...wanted });
