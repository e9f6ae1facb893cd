import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Field } from "./editing.ts";

export const fieldWords: Record<Field, MessageDescriptor> = {
  title: msg`Title`,
  description: msg`Description`,
  category: msg`Category`,
  priority: msg`Priority`,
};
