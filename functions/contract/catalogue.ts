import * as z from "zod/mini";
import { stages } from "../domain/category.ts";
import { warnings } from "./accounts.ts";
import { line, pageSize, paging, slug } from "./fields.ts";

export const stage = z.enum(stages);
export const category = z.object({ id: slug, name: z.string(), approvals: z.array(stage), active: z.boolean() });
export const department = z.object({ id: slug, name: z.string(), active: z.boolean() });

/** All are answered at once where no limit is given: they are few, and forms offer them all. */
export const catalogueQuery = z.strictObject({ ...paging, limit: z.optional(pageSize) });

export const categoryParams = z.strictObject({ categoryId: slug });
export const departmentParams = z.strictObject({ departmentId: slug });

const once = z.refine<readonly string[]>((all) => new Set(all).size === all.length, { error: "names a stage twice" });

export const categoryContent = z.strictObject({
  name: line(100),
  approvals: z.array(stage).check(once),
  active: z.boolean(),
});
export const departmentContent = z.strictObject({ name: line(100), active: z.boolean() });

export const changedCategory = z.extend(category, { warnings });
export const changedDepartment = z.extend(department, { warnings });
