import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Category, Department } from "../../functions/domain/category.ts";
import { categoriesQuery, departmentsQuery } from "./catalogue.ts";
import { api } from "./client.ts";

/** Adds or changes a category; answers with what the change has left open. */
export const usePutCategory = () =>
  usePut(categoriesQuery.queryKey, async ({ id, ...body }: Category) => {
    const { warnings, ...category } = (await api.putCategory({ params: { categoryId: id }, body })).body;
    return { saved: category, warnings };
  });

/** Adds or changes a department; answers with what the change has left open. */
export const usePutDepartment = () =>
  usePut(departmentsQuery.queryKey, async ({ id, ...body }: Department) => {
    const { warnings, ...department } = (await api.putDepartment({ params: { departmentId: id }, body })).body;
    return { saved: department, warnings };
  });

type Saved<T> = { saved: T; warnings: string[] };

function usePut<T extends { id: string }>(list: QueryKey, mutationFn: (content: T) => Promise<Saved<T>>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: ({ saved }) => {
      client.setQueryData<T[]>(list, (all) => all?.map((one) => (one.id === saved.id ? saved : one)));
      void client.invalidateQueries({ queryKey: ["audit"] });
      return client.invalidateQueries({ queryKey: list });
    },
  });
}
