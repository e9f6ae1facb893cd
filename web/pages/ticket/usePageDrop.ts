import { useEffect, useRef, useState } from "react";

/** Takes files that are dropped anywhere on the page; says whether some are being held over it. */
export function usePageDrop(isOn: boolean, take: (files: FileList) => void): boolean {
  const [isOver, setOver] = useState(false);
  const taking = useRef(take);
  taking.current = take;
  useEffect(() => {
    if (!isOn) return;
    const stop = new AbortController();
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(true);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      taking.current(event.dataTransfer.files);
    };
    const leave = (event: DragEvent) => {
      if (!event.relatedTarget) setOver(false);
    };
    document.addEventListener("dragover", over, stop);
    document.addEventListener("drop", drop, stop);
    document.addEventListener("dragleave", leave, stop);
    return () => stop.abort();
  }, [isOn]);
  return isOver;
}
