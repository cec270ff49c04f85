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

/** Bounds that may only widen. */
const UPPER_BOUNDS = ['maximum', 'maxLength', 'maxItems'];

/**
 * A longer list of values, a higher bound and a further optional field are additions, at any depth; anything else that
 * differs is a new type.
 */
function narrower(before: unknown, after: unknown): boolean {
  if (JSON.stringify(before) === JSON.stringify(after)) return false;
  const [old, now] = [plain(before), plain(after)];
  const keywords = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...keywords].some((keyword) => keywordNarrows(keyword, old[keyword], now[keyword]));
}

function keywordNarrows(keyword: string, old: unknown, now: unknown): boolean {
  if (keyword === 'description' || JSON.stringify(old) === JSON.stringify(now)) return false;
  if (UPPER_BOUNDS.includes(keyword)) return Number(now ?? Infinity) < Number(old ?? Infinity);
  if (old === undefined || now === undefined) return true;
  if (keyword === 'enum') return !(old as unknown[]).every((value) => (now as unknown[]).includes(value));
  if (keyword === 'required') return (now as string[]).some((name) => !(old as string[]).includes(name));
  if (keyword === 'items') return narrower(old, now);
  if (keyword === 'properties') {
    return Object.entries(old as Properties).some(
      ([name, schema]) => !(name in (now as Properties)) || narrower(schema, (now as Properties)[name]),
    );
  }
  return true;
}

/** An optional field is its schema or null; what counts is the schema. */
function plain(schema: unknown): JsonSchema {
  const { anyOf } = schema as { anyOf?: JsonSchema[] };
  return anyOf?.find((one) => one.type !== 'null') ?? (schema as JsonSchema);
}

const nextVersion = (type: string): string => type.replace(/\d+$/, (version) => String(Number(version) + 1));
