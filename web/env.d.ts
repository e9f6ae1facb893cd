/// <reference types="vite/client" />

declare module "virtual:routes" {
  /** Method and path by operation. */
  export const routes: Record<string, [method: string, path: string]>;
}

declare module "*.po" {
  import type { Messages } from "@lingui/core";
  export const messages: Messages;
}
