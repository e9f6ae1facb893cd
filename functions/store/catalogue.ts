import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Administered } from "../domain/audit.ts";
import type { Category, Department } from "../domain/category.ts";
import { invalid } from "../domain/problem.ts";
import { dynamo, ifAbsent, putIfAbsent, tableName } from "./client.ts";
import { readAll } from "./queries.ts";
import { keys, withoutKeys } from "./table.ts";
import type { Write } from "./transaction.ts";

export async function findCategory(id: string): Promise<Category | null> {
  const { Item } = await dynamo.send(new GetCommand({ TableName: tableName, Key: keys.category(id) }));
  return Item ? withoutKeys<Category>(Item) : null;
}

export async function findDepartment(id: string): Promise<Department | null> {
  const { Item } = await dynamo.send(new GetCommand({ TableName: tableName, Key: keys.department(id) }));
  return Item ? withoutKeys<Department>(Item) : null;
}

/**
 * The category that a request names, or undefined where it names none.
 * @throws Problem invalid where there is no such category
 */
export async function knownCategory<T extends string | undefined>(id: T): Promise<Category | (T & undefined)> {
  if (id === undefined) return undefined as T & undefined;
  const category = await findCategory(id);
  if (!category) throw invalid("/category", `there is no category ${id}`);
  return category;
}

export const listCategories = (): Promise<Category[]> => byName(keys.category("").PK);
export const listDepartments = (): Promise<Department[]> => byName(keys.department("").PK);

/** Adds a category; one that exists already stays as it is. */
export const addCategory = (category: Category) =>
  putIfAbsent({ item: "Category", ...keys.category(category.id), ...category });

/** Adds a department; one that exists already stays as it is. */
export const addDepartment = (department: Department) =>
  putIfAbsent({ item: "Department", ...keys.department(department.id), ...department });

/** A category as it becomes, if it is still as it was. */
export const categoryWrites = ({ before, after }: Pick<Administered<Category>, "before" | "after">): Write[] => [
  put({ item: "Category", ...keys.category(after.id), ...after }, before),
];

/** Likewise a department. */
export const departmentWrites = ({ before, after }: Pick<Administered<Department>, "before" | "after">): Write[] => [
  put({ item: "Department", ...keys.department(after.id), ...after }, before),
];

function put(Item: Record<string, unknown>, before: object | null): Write {
  if (!before) return { Put: { TableName: tableName, Item, ...ifAbsent } };
  const fields = Object.entries(before);
  return {
    Put: {
      TableName: tableName,
      Item,
      ConditionExpression: fields.map(([name]) => `#${name} = :${name}`).join(" AND "),
      ExpressionAttributeNames: Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
    },
  };
}

async function byName<T extends { name: string }>(partition: string): Promise<T[]> {
  const items = await readAll({
    KeyConditionExpression: "PK = :partition",
    ExpressionAttributeValues: { ":partition": partition },
  });
  return items.map(withoutKeys<T>).sort((a, b) => a.name.localeCompare(b.name));
}
