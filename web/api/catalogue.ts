import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "./client.ts";

const seldom = 5 * 60_000;

/** As they are at this moment. */
export const readCategories = async () => (await api.listCategories({})).body.items;
export const readDepartments = async () => (await api.listDepartments({})).body.items;

export const categoriesQuery = queryOptions({
  queryKey: ["categories"],
  queryFn: readCategories,
  staleTime: seldom,
});
export const departmentsQuery = queryOptions({
  queryKey: ["departments"],
  queryFn: readDepartments,
  staleTime: seldom,
});

export const useCategories = () => useQuery(categoriesQuery).data ?? [];
export const useDepartments = () => useQuery(departmentsQuery).data ?? [];

/**
 * What a select offers. What is chosen is among it, by its id until its name is known: before the list is read, a form would
 * lose what it was given.
 */
export function optionsOf(all: readonly { id: string; name: string }[], chosen: string) {
  const options = all.map(({ id, name }) => ({ value: id, label: name }));
  const isThere = !chosen || options.some(({ value }) => value === chosen);
  return isThere ? options : [...options, { value: chosen, label: chosen }];
}

/** What a category or a department is called; its id until that is known. */
export const useNameOf = (kind: "category" | "department") => {
  const categories = useCategories();
  const departments = useDepartments();
  const all: readonly { id: string; name: string }[] = kind === "category" ? categories : departments;
  return (id: string | null): string => all.find((one) => one.id === id)?.name ?? id ?? "";
};
