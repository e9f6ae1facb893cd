import { useState } from "react";

type Saving = { isPending: boolean; reset: () => void };

/** What is being added (`null`) or edited, if anything, and how it is saved: `useEntryDialog<Category>(usePutCategory())`. */
export function useEntryDialog<T>(saving: Saving) {
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
    leave: () => {
      // Whoever left it now would not hear whether it has worked.
      if (saving.isPending) return;
      saving.reset();
      setOpen(false);
    },
  };
}
