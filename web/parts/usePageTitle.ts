import { useLingui } from "@lingui/react/macro";
import { type RefObject, useEffect, useRef } from "react";

/** Names the tab. The heading with this ref takes the focus when somebody comes to the page. */
export function usePageTitle(title: string): RefObject<HTMLHeadingElement | null> {
  const { t } = useLingui();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = t`${title} · Ticket desk`;
  }, [t, title]);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}
