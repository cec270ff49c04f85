import type { JsonSchema } from './schema';

type Properties = Record<string, unknown>;

/**
 * What a new schema of the same type takes from those who read or wrote the old one: a field removed, retyped, or newly
 * required. Empty when it is compatible; otherwise the change needs a new version of the type.
 */
export function breakingChanges(type: string, before: JsonSchema, after: JsonSchema): string[] {
  const next = `write ${nextVersion(type)}`;
  const old = (before.properties ?? {}) as Properties;
  const now = (after.properties ?? {}) as Properties;
  const required = new Set((before.required as string[]) ?? []);
  const removed = Object.keys(old).filter((name) => !(name in now));
  const retyped = Object.keys(old).filter((name) => name in now && narrower(old[name], now[name]));
  const demanded = ((after.required as string[]) ?? []).filter((name) => !required.has(name));
  return [
    ...removed.map((name) => `${type}: ${name} was removed; ${next}`),
    ...retyped.map((name) => `${type}: ${name} was retyped; ${next}`),
    ...demanded.map((name) => `${type}: ${name} became required; ${next}`),
  ];
}

/** A longer list of values and a higher bound are additions; anything else that differs is a new type. */
function narrower(before: unknown, after: unknown): boolean {
  if (JSON.stringify(before) === JSON.stringify(after)) return false;
  const [old, now] = [plain(before), plain(after)];
  const oldValues = old.enum as unknown[] | undefined;
  const newValues = now.enum as unknown[] | undefined;
  if (oldValues && newValues) return !oldValues.every((value) => newValues.includes(value));
  const { description: _, maximum: oldMaximum, maxLength: oldLength, ...oldRest } = old;
  const { description: __, maximum: newMaximum, maxLength: newLength, ...newRest } = now;
  if (JSON.stringify(oldRest) !== JSON.stringify(newRest)) return true;
  return (
    Number(newMaximum ?? Infinity) < Number(oldMaximum ?? Infinity) ||
    Number(newLength ?? Infinity) < Number(oldLength ?? Infinity)
  );
}

/** An optional field is its schema or null; what counts is the schema. */
function plain(schema: unknown): JsonSchema {
  const { anyOf } = schema as { anyOf?: JsonSchema[] };
  return anyOf?.find((one) => one.type !== 'null') ?? (schema as JsonSchema);
}

const nextVersion = (type: string): string => type.replace(/\d+$/, (version) => String(Number(version) + 1));
