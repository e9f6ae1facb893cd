import { intrinsic, type Scope } from "./templateIntrinsics.ts";
import { account, attributeOf, referenceOf, region } from "./templateNames.ts";
import { resourceOf, type Stack } from "./templateStack.ts";

export type Resolve = (value: unknown, stack: Stack) => unknown;

/** Makes the function that works out a template's references, with the given values of its parameters. */
export function resolverOf(stacks: readonly Stack[], parameters: Record<string, string>): Resolve {
  const resolve: Resolve = (value, stack) => {
    if (Array.isArray(value)) return value.map((one) => resolve(one, stack)).filter((one) => one !== undefined);
    if (value === null || typeof value !== "object") return value;
    const call = callOf(value);
    if (call) return known(call.name, stack)(call.given, scopeOf(stack));
    const fields = Object.entries(value).map(([key, field]) => [key, resolve(field, stack)]);
    return Object.fromEntries(fields.filter(([, field]) => field !== undefined));
  };
  const scopeOf = (stack: Stack): Scope => ({
    resolve: (value) => resolve(value, stack),
    ref: (id) => ref(id, stack, parameters, (value) => resolve(value, stack)),
    attribute: (id, name) => attributeOf(resourceOf(id, stack), id, name, stack),
    exported: (name) => exported(name, stacks, resolve),
    condition: (name) => conditionOf(name, stack),
  });
  return resolve;
}

/** An object with one key that names a function is a call of it. */
function callOf(value: object): { name: string; given: unknown } | undefined {
  const [only, ...others] = Object.entries(value);
  if (!only || others.length > 0) return undefined;
  const [name, given] = only;
  return name === "Ref" || name.startsWith("Fn::") || (name === "Condition" && typeof given === "string")
    ? { name, given }
    : undefined;
}

function known(name: string, stack: Stack) {
  const run = intrinsic(name);
  if (!run) throw new Error(`${stack.name}: the local cloud does not know ${name}`);
  return run;
}

function ref(id: string, stack: Stack, parameters: Record<string, string>, resolve: (value: unknown) => unknown) {
  if (id.startsWith("AWS::")) return pseudo(id, stack);
  const parameter = stack.template.Parameters?.[id];
  if (!parameter) return referenceOf(resourceOf(id, stack), id, stack, resolve);
  const value = parameters[id] ?? parameter.Default;
  if (value === undefined) throw new Error(`${stack.name}: the parameter ${id} has no value`);
  return value;
}

function exported(name: unknown, stacks: readonly Stack[], resolve: Resolve): unknown {
  for (const stack of stacks) {
    const outputs = Object.values(stack.template.Outputs ?? {});
    const found = outputs.find(({ Export }) => Export && resolve(Export.Name, stack) === name);
    if (found) return resolve(found.Value, stack);
  }
  throw new Error(`No stack exports ${name}`);
}

function conditionOf(name: string, { name: stack, template }: Stack): unknown {
  const condition = template.Conditions?.[name];
  if (condition === undefined) throw new Error(`${stack}: there is no condition ${name}`);
  return condition;
}

function pseudo(name: string, stack: Stack): unknown {
  const values: Record<string, unknown> = {
    "AWS::Region": region,
    "AWS::AccountId": account,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": stack.name,
    "AWS::StackId": `arn:aws:cloudformation:${region}:${account}:stack/${stack.name}/local`,
    "AWS::NoValue": undefined,
  };
  if (!(name in values)) throw new Error(`${stack.name}: the local cloud does not know ${name}`);
  return values[name];
}
