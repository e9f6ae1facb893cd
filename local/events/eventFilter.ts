type Pattern = { [field: string]: unknown };

/** Whether a record passes an event filter, in the content-filter language of EventBridge. */
export function matches(pattern: object, record: unknown): boolean {
  return Object.entries(pattern as Pattern).every(([field, wanted]) => {
    if (field === "$or") return (wanted as object[]).some((one) => matches(one, record));
    const value = fieldOf(record, field);
    return Array.isArray(wanted) ? wanted.some((rule) => accepts(rule, value)) : within(wanted as object, value);
  });
}

/** Refuses a filter that this file would not understand, before any record is lost to it. */
export function mustBeKnown(pattern: object): void {
  for (const [field, wanted] of Object.entries(pattern as Pattern)) {
    if (Array.isArray(wanted)) {
      if (field === "$or") wanted.forEach(mustBeKnown);
      else wanted.forEach(ruleOf);
    } else if (typeof wanted === "object" && wanted !== null) mustBeKnown(wanted);
    else throw new Error(`In an event filter, ${field} has to be a list or an object`);
  }
}

const fieldOf = (record: unknown, field: string): unknown =>
  typeof record === "object" && record !== null && Object.hasOwn(record, field)
    ? (record as Pattern)[field]
    : undefined;

/** A list matches where one of its elements does. */
const within = (pattern: object, value: unknown): boolean =>
  Array.isArray(value) ? value.some((one) => matches(pattern, one)) : matches(pattern, value);

function accepts(rule: unknown, value: unknown): boolean {
  const test = ruleOf(rule);
  return Array.isArray(value) && !isExists(rule) ? value.some(test) : test(value);
}

const isExists = (rule: unknown): boolean => typeof rule === "object" && rule !== null && "exists" in rule;

type Test = (value: unknown) => boolean;
const isText = (value: unknown): value is string => typeof value === "string";
/** Only leaves exist: an object with fields of its own does not count. */
const isLeaf = (value: unknown): boolean => value !== undefined && (typeof value !== "object" || value === null);

/** What one element of a list of rules asks of a value. */
function ruleOf(rule: unknown): Test {
  if (typeof rule !== "object" || rule === null) return (value) => value === rule;
  const [[kind, given] = ["", undefined], ...others] = Object.entries(rule);
  const make = rules[kind];
  if (!make || others.length > 0)
    throw new Error(`The local cloud does not know the event filter ${JSON.stringify(rule)}`);
  return make(given);
}

const rules: Record<string, (given: unknown) => Test> = {
  prefix: (given) => (value) => isText(value) && value.startsWith(String(given)),
  suffix: (given) => (value) => isText(value) && value.endsWith(String(given)),
  "equals-ignore-case": (given) => (value) => isText(value) && value.toLowerCase() === String(given).toLowerCase(),
  exists: (given) => (value) => isLeaf(value) === given,
  "anything-but": (given) => {
    const refused = (Array.isArray(given) ? given : [given]).map(ruleOf);
    return (value) => isLeaf(value) && !refused.some((test) => test(value));
  },
  numeric: (given) => {
    const steps = given as (string | number)[];
    const pairs = steps.flatMap((step, index) => (index % 2 === 0 ? [[step, steps[index + 1]] as const] : []));
    return (value) =>
      typeof value === "number" && pairs.every(([sign, than]) => compare(value, String(sign), Number(than)));
  },
};

function compare(value: number, sign: string, than: number): boolean {
  if (sign === "=") return value === than;
  if (sign === "<") return value < than;
  if (sign === "<=") return value <= than;
  if (sign === ">") return value > than;
  if (sign === ">=") return value >= than;
  throw new Error(`The local cloud does not know the comparison ${sign}`);
}
