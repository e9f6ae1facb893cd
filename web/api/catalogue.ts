import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "./client.ts";

const seldom = 5 * 60_000;

export const categoriesQuery = queryOptions({
  queryKey: ["categories"],
  queryFn: async () => (await api.listCategories({})).body.items,
  staleTime: seldom,
});
export const departmentsQuery = queryOptions({
  queryKey: ["departments"],
  queryFn: async () => (await api.listDepartments({})).body.items,
  staleTime: seldom,
});

export const useCategories = () => useQuery(categoriesQuery).data ?? [];
export const useDepartments = () => useQuery(departmentsQuery).data ?? [];

/** What a category or a department is called; its id until that is known. */
export const useNameOf = (kind: "category" | "department") => {
  const categories = useCategories();
  const departments = useDepartments();
  const all: readonly { id: string; name: string }[] = kind === "category" ? categories : departments;
  return (id: string | null): string => all.find((one) => one.id === id)?.name ?? id ?? "";
};
