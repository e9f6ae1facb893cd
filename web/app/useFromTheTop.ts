import { useLayoutEffect } from "react";
import { useLocation, useNavigationType } from "react-router";

/** A page that somebody goes to begins at its top; on the way back the browser knows where they were. */
export function useFromTheTop(): void {
  const { pathname, hash } = useLocation();
  const isBack = useNavigationType() === "POP";
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another page is another beginning
  useLayoutEffect(() => {
    if (!isBack && !hash) window.scrollTo(0, 0);
  }, [pathname]);
}
