import { useState } from "react";
import { asLine } from "../../../functions/domain/asKept.ts";
import { kindOf, mostBytes, mostFiles } from "../../../functions/domain/fileKinds.ts";
import { longest } from "../../../functions/domain/longest.ts";

export type Refused = { name: string; why: "type" | "name" | "size" | "empty" | "count" };

/** The files that go with a ticket once it is raised; what the desk does not take is said at once. */
export function useChosenFiles() {
  const [files, setFiles] = useState<File[]>([]);
  const [refused, setRefused] = useState<Refused[]>([]);
  const add = (given: Iterable<File>) => {
    const judged = [...given].map((file) => ({ file, why: whyNot(file) }));
    const good = judged.filter(({ why }) => why === null).map(({ file }) => file);
    const room = mostFiles - files.length;
    const bad = judged.flatMap(({ file: { name }, why }) => (why ? [{ name, why }] : []));
    setFiles([...files, ...good.slice(0, room)]);
    setRefused([...bad, ...good.slice(room).map(({ name }) => ({ name, why: "count" as const }))]);
  };
  const remove = (file: File) => setFiles(files.filter((one) => one !== file));
  const clear = () => {
    setFiles([]);
    setRefused([]);
  };
  return { files, refused, add, remove, clear };
}

function whyNot({ name, size }: File): Refused["why"] | null {
  if (!kindOf(name)) return "type";
  if ([...asLine(name)].length > longest.fileName) return "name";
  if (size === 0) return "empty";
  return size > mostBytes ? "size" : null;
}
