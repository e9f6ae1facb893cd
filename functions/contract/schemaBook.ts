import * as z from "zod/mini";
import { meanings } from "./meanings.ts";
import { type Named, names } from "./names.ts";

export type Json = Record<string, unknown>;
type Defined = Json & { properties?: Record<string, Json> };

/** JSON Schemas of the contract: what has a name stands once, under `components`, and everywhere else is a reference to it. */
export function schemaBook() {
  const components: Record<string, Json> = {};

  function of(schema: z.ZodMiniType, io: "input" | "output"): Json {
    // Inside of another, a schema that has a name becomes a reference.
    const { properties, $defs = {} } = z.toJSONSchema(z.object({ it: schema }), {
      io,
      metadata,
      override: plainly(io),
    });
    for (const [name, definition] of Object.entries($defs)) define(name, definition as Defined, io);
    return referring(properties?.it as Json);
  }

  function define(name: string, definition: Defined, io: "input" | "output"): void {
    const { told } = names[name] ?? {};
    const meant = withMeaning(name, told ? of(told, io) : referring(definition));
    const known = components[name];
    if (known && JSON.stringify(known) !== JSON.stringify(meant)) throw new Error(`${name} is two things`);
    components[name] = meant;
  }

  return { of, components };
}

/** Pages are made where they are used. A page of something that has a name is called after it. */
const nameOfPage = (schema: z.ZodMiniType): string | undefined => {
  const { items, nextCursor } = (schema as z.ZodMiniObject).def.shape ?? {};
  const item = nextCursor && items ? nameOf.get((items as z.ZodMiniArray).def.element as z.ZodMiniType) : undefined;
  return item && `${item}Page`;
};

const nameOf = new Map(Object.entries<Named>(names).map(([name, { schema }]) => [schema, name]));

/** What the schemas say of themselves, and their names. */
const metadata = {
  get(schema: z.ZodMiniType) {
    const id = nameOf.get(schema) ?? nameOfPage(schema);
    return { ...z.globalRegistry.get(schema), ...(id && { id }) };
  },
} as unknown as typeof z.globalRegistry;

/**
 * Leaves out what generators of clients stumble over or what says nothing: the pattern beside a format, the largest integer
 * that JavaScript has, and that answers never get another field.
 */
const plainly =
  (io: "input" | "output") =>
  ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: z.core.JSONSchema.BaseSchema }): void => {
    if (jsonSchema.format) delete jsonSchema.pattern;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    const { def } = zodSchema._zod;
    if (io === "output" && def.type === "object" && !def.catchall) delete jsonSchema.additionalProperties;
    if (def.type === "union" && "discriminator" in def)
      jsonSchema.discriminator = byType(def.options as z.ZodMiniType[]);
  };

function byType(options: z.ZodMiniType[]): Json {
  const named = options.map((option) => {
    const { type } = (option as z.ZodMiniObject).def.shape;
    return [String((type as z.ZodMiniLiteral).def.values[0]), `#/components/schemas/${nameOf.get(option)}`];
  });
  return { propertyName: "type", mapping: Object.fromEntries(named) };
}

const referring = <T extends Json>(schema: T): T =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as T;

/** With what is told of the whole and of its fields. */
function withMeaning(name: string, schema: Defined): Json {
  const { "": whole, ...fields } = meanings[name] ?? {};
  const properties = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([field, property]) => [
      field,
      { ...property, ...(fields[field] && { description: fields[field] }) },
    ]),
  );
  return { ...schema, ...(whole && { description: whole }), ...(schema.properties && { properties }) };
}
