import { useState } from "react";

type Saving = { isPending: boolean; reset: () => void };

/** What is being added (`null`) or edited, if anything, and how it is saved: `useEntryDialog<Category>(usePutCategory())`. */
export function useEntryDialog<T>(saving: Saving) {
  const [known, setKnown] = useState<T | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [opening, setOpening] = useState(0);
  return {
    known,
    isOpen,
    /** For the form's key: while the last dialog fades out, the next one would go on with what was written there. */
    opening,
    open: (entry: T | null) => {
      setKnown(entry);
      setOpening((before) => before + 1);
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
