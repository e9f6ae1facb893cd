/** What a CloudFormation function works on: the values and names around it. */
export type Scope = {
  resolve(value: unknown): unknown;
  ref(id: string): unknown;
  attribute(id: string, name: string): unknown;
  exported(name: unknown): unknown;
  /** The condition of this name. */
  condition(name: string): unknown;
};

/** The function of this name, or undefined where the local cloud does not know it. */
export const intrinsic = (name: string): Intrinsic | undefined => intrinsics[name];

type Intrinsic = (given: unknown, scope: Scope) => unknown;

const list = (given: unknown, { resolve }: Scope) => resolve(given) as unknown[];
const isTrue = (given: unknown, { resolve, condition }: Scope): boolean =>
  resolve(typeof given === "string" ? condition(given) : given) === true;

const intrinsics: Record<string, Intrinsic> = {
  Ref: (id, { ref }) => ref(String(id)),
  Condition: isTrue,
  "Fn::GetAtt": (given, { attribute }) => {
    const [id = "", ...rest] = typeof given === "string" ? given.split(".") : (given as string[]);
    return attribute(id, rest.join("."));
  },
  "Fn::Join": (given, { resolve }) => {
    const [separator, parts] = given as [string, unknown];
    return (resolve(parts) as unknown[]).join(separator);
  },
  "Fn::Split": (given, scope) => {
    const [separator, text] = list(given, scope);
    return String(text).split(String(separator));
  },
  "Fn::Select": (given, scope) => {
    const [index, values] = list(given, scope);
    return (values as unknown[])[Number(index)];
  },
  "Fn::Sub": substitute,
  "Fn::ImportValue": (given, { resolve, exported }) => exported(resolve(given)),
  "Fn::If": (given, scope) => {
    const [condition, then, otherwise] = given as unknown[];
    return scope.resolve(isTrue(condition, scope) ? then : otherwise);
  },
  "Fn::Equals": (given, scope) => {
    const [one, other] = list(given, scope);
    return one === other;
  },
  "Fn::Not": (given, scope) => !isTrue((given as unknown[])[0], scope),
  "Fn::And": (given, scope) => (given as unknown[]).every((one) => isTrue(one, scope)),
  "Fn::Or": (given, scope) => (given as unknown[]).some((one) => isTrue(one, scope)),
};

function substitute(given: unknown, { resolve, ref, attribute }: Scope): string {
  const [text, own] = typeof given === "string" ? [given, {}] : (given as [string, Record<string, unknown>]);
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in own) return String(resolve(own[name as keyof typeof own]));
    const [id = "", ...rest] = name.split(".");
    return String(rest.length > 0 ? attribute(id, rest.join(".")) : ref(id));
  });
}
