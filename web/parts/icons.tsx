import type { ReactNode } from "react";

/** Icons of 20 px, drawn for this client; they say nothing to screen readers, so that a label must stand beside. */
const paths = {
  dashboard: "M3 3h6v8H3zM11 3h6v5h-6zM11 10h6v7h-6zM3 13h6v4H3z",
  tickets: "M3 6h14v2.5a1.5 1.5 0 0 0 0 3V14H3v-2.5a1.5 1.5 0 0 0 0-3zM9 7v6",
  approvals: "M4 10l4 4 8-9",
  bell: "M10 3a4.5 4.5 0 0 0-4.5 4.5V11L4 13.5h12L14.500 11V7.500A4.500 4.500 0 0 0 10 3zM8 16a2 2 0 0 0 4 0",
  people:
    "M7.500 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 17c0-3 2.500-5 5.500-5s5.500 2 5.500 5M13 9a2.500 2.500 0 0 0 0-5M14.500 12c2 .500 3.500 2.200 3.500 5",
  category: "M3 3h7l7 7-7 7-7-7zM6.500 6.500h.01",
  building: "M4 17V4l6-2v15M10 7l6 2v8M3 17h14M6.500 6h1M6.500 9h1M6.500 12h1",
  audit: "M5 2h7l4 4v12H5zM12 2v4h4M8 10h5M8 13h5",
  user: "M10 10a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM3.500 17c0-3.500 3-5 6.500-5s6.500 1.500 6.500 5",
  copy: "M7 7h9v9H7zM4 13V4h9",
  plus: "M10 4v12M4 10h12",
  search: "M9 14.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11zM13 13l4 4",
  moon: "M16 12.500A7 7 0 0 1 7.500 4 6.500 6.500 0 1 0 16 12.500z",
  sun: "M10 13.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM10 2v2M10 16v2M2 10h2M16 10h2M4.500 4.500L6 6M14 14l1.500 1.500M4.500 15.500L6 14M14 6l1.500-1.500",
  clip: "M16 9l-6.500 6.500a3.900 3.900 0 0 1-5.500-5.500l6.700-6.700a2.600 2.600 0 0 1 3.700 3.700l-6.700 6.700a1.300 1.300 0 0 1-1.900-1.900l6-6",
  lock: "M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9",
  signOut: "M8 4H4v12h4M12 6l4 4-4 4M16 10H8",
  arrowUp: "M10 16V4M5 9l5-5 5 5",
  close: "M5 5l10 10M15 5L5 15",
  download: "M10 3v9M6 9l4 4 4-4M4 16h12",
  warning: "M10 3l8 14H2zM10 8v4M10 14.500v.01",
  trash: "M4 6h12M8 6V4h4v2M5.500 6l.800 11h7.400l.800-11M8.500 9v5M11.500 9v5",
  pencil: "M4 16l1-3.500L13.500 4l2.500 2.500L7.500 15zM12 5.500L14.500 8",
  keyboard: "M2 5h16v10H2zM5 8h1M8 8h1M11 8h1M14 8h1M6 12h8",
  clock: "M10 17.500a7.500 7.500 0 1 0 0-15 7.500 7.500 0 0 0 0 15zM10 6v4l3 2",
  comment: "M3 4h14v10H9l-4 3.500V14H3zM6.500 8h7M6.500 11h4",
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
