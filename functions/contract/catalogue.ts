import * as z from "zod/mini";
import { stages } from "../domain/category.ts";
import { slug } from "./fields.ts";

export const stage = z.enum(stages);
export const category = z.object({ id: slug, name: z.string(), approvals: z.array(stage), active: z.boolean() });
export const department = z.object({ id: slug, name: z.string(), active: z.boolean() });
