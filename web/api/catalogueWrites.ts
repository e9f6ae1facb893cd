import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Category, Department } from "../../functions/domain/category.ts";
import { categoriesQuery, departmentsQuery, readCategories, readDepartments } from "./catalogue.ts";
import { api } from "./client.ts";

/** Somebody else has just added another one of this id: to write there would change theirs. */
export class IdTaken extends Error {
  override name = "IdTaken";
}

/** Adds or changes a category; answers with what the change has left open. */
export const usePutCategory = () =>
  usePut(categoriesQuery.queryKey, readCategories, async ({ id, ...body }: Category) => {
    const { warnings, ...category } = (await api.putCategory({ params: { categoryId: id }, body })).body;
    return { saved: category, warnings };
  });

/** Adds or changes a department; answers with what the change has left open. */
export const usePutDepartment = () =>
  usePut(departmentsQuery.queryKey, readDepartments, async ({ id, ...body }: Department) => {
    const { warnings, ...department } = (await api.putDepartment({ params: { departmentId: id }, body })).body;
    return { saved: department, warnings };
  });

/** `known`: as it was when the change began; null for a new one. */
type Put<T> = { known: T | null; wanted: T };
type Saved<T> = { saved: T; warnings: string[] };

function usePut<T extends { id: string }>(
  list: QueryKey,
  read: () => Promise<T[]>,
  put: (content: T) => Promise<Saved<T>>,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ known, wanted }: Put<T>) => {
      const all = await read();
      client.setQueryData<T[]>(list, all);
      const now = all.find(({ id }) => id === wanted.id);
      if (now && !known && changesBetween(now, wanted).length > 0) throw new IdTaken();
      return put(now && known ? onTop(now, known, wanted) : wanted);
    },
    onSuccess: ({ saved }) => {
      client.setQueryData<T[]>(list, (all) => all?.map((one) => (one.id === saved.id ? saved : one)));
      void client.invalidateQueries({ queryKey: ["audit"] });
      return client.invalidateQueries({ queryKey: list });
    },
  });
}

const changesBetween = (from: object, to: object) => {
  const before = new Map(Object.entries(from));
  return Object.entries(to).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before.get(name)));
};

/** What is put replaces all that an entry is: what was not touched stays as somebody else may have changed it meanwhile. */
const onTop = <T extends object>(now: T, known: T, wanted: T): T => ({
  ...now,
  ...Object.fromEntries(changesBetween(known, wanted)),
});
