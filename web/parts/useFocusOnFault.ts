import { useEffect, useRef } from "react";

/** Puts the focus on the first field at fault when a form was refused. */
export function useFocusOnFault(error: unknown) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  return form;
}
