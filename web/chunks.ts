import type { Rolldown } from "vite";

/** A part that several pages share is not worth a request of its own below this: bytes. */
const leastShared = 80_000;
const isDocs = /openapi-explorer|[\\/]web[\\/]docs[\\/]/;

/**
 * Few files instead of a hundred small ones, each of which costs a phone a way to the server and back: all that the sign-in
 * needs is one, and what pages share is put together by the pages that need it.
 */
export const codeSplitting: NonNullable<Rolldown.OutputOptions["codeSplitting"]> = {
  groups: [
    { name: "start", tags: ["$initial"], test: (id: string) => !isDocs.test(id), priority: 2 },
    {
      name: "shared",
      test: /\.[cm]?[jt]sx?$/,
      minShareCount: 2,
      entriesAware: true,
      entriesAwareMergeThreshold: leastShared,
      priority: 1,
    },
  ],
};
