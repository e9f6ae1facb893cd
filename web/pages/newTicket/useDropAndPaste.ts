import { type ClipboardEvent, type DragEvent, useState } from "react";
import { pastedFiles } from "../../parts/pastedFiles.ts";

/** Takes files that are dropped on, or pasted into, whatever these handlers stand on. */
export function useDropAndPaste(add: (files: Iterable<File>) => void) {
  const [isOver, setOver] = useState(false);
  const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes("Files");
  const onDragOver = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    setOver(true);
  };
  const onDragLeave = ({ currentTarget, relatedTarget }: DragEvent) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
  };
  const onDrop = (event: DragEvent) => {
    setOver(false);
    if (!holdsFiles(event)) return;
    event.preventDefault();
    add(event.dataTransfer.files);
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = pastedFiles(event.clipboardData);
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  };
  return { isOver, onDragOver, onDragLeave, onDrop, onPaste };
}
