export type Resource = { Type: string; Properties?: Record<string, unknown>; Condition?: string };
export type Template = {
  Resources?: Record<string, Resource>;
  Parameters?: Record<string, { Default?: unknown }>;
  Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
  Conditions?: Record<string, unknown>;
};
export type Stack = { name: string; template: Template };

/** The resource of this id, which has to be there. */
export function resourceOf(id: string, { name, template }: Stack): Resource {
  const resource = template.Resources?.[id];
  if (!resource) throw new Error(`${name}: there is no resource ${id}`);
  return resource;
}
