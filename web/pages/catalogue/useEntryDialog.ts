import { useState } from "react";

/** What is being added (`null`) or edited, if anything: `const dialog = useEntryDialog<Category>()`. */
export function useEntryDialog<T>() {
  const [known, setKnown] = useState<T | null>(null);
  const [isOpen, setOpen] = useState(false);
  return {
    known,
    isOpen,
    open: (entry: T | null) => {
      setKnown(entry);
      setOpen(true);
    },
    close: () => setOpen(false),
  };
}
