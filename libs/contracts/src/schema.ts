import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { getMetadataStorage, IS_OPTIONAL, MAX, MIN, type ValidationTypes } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { defaultMetadataStorage } from './class-transformer-storage';

export type JsonSchema = { [keyword: string]: unknown };
type Form = new () => object;

const ajv = new Ajv2020({ allErrors: false, strict: false, unicodeRegExp: true });
addFormats.default(ajv);

/** A bound says nothing of the type: the library's own converters would turn a whole number into any number. */
const bounds = {
  [MIN]: ({ constraints }: ValidationMetadata) => ({ minimum: constraints[0] as number }),
  [MAX]: ({ constraints }: ValidationMetadata) => ({ maximum: constraints[0] as number }),
};

const schemas = new Map<Form, JsonSchema>();
const checks = new Map<Form, ValidateFunction>();

/**
 * JSON Schema 2020-12 of a class, read from class-validator's own decorators: the class is the one source of the form.
 * Fields that the reader does not know are let through. An optional field may be absent or null.
 */
export function schemaOf(form: Form): JsonSchema {
  const known = schemas.get(form);
  if (known) return known;
  const raw = targetConstructorToSchema(form, {
    classValidatorMetadataStorage: getMetadataStorage(),
    classTransformerMetadataStorage: defaultMetadataStorage,
    refPointerPrefix: '#nested/',
    additionalConverters: bounds,
  }) as JsonSchema;
  const schema = { ...inlined(form, raw), additionalProperties: true };
  schemas.set(form, schema);
  return schema;
}

/** What is wrong with `data` as a `form`, first fault of each rule; empty when it is well-formed. Compiled once. */
export function faultsIn(form: Form, data: unknown): string[] {
  let check = checks.get(form);
  if (!check) {
    check = ajv.compile(schemaOf(form));
    checks.set(form, check);
  }
  if (check(data)) return [];
  return (check.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message ?? 'is invalid'}`);
}

function inlined(form: Form, schema: JsonSchema): JsonSchema {
  const properties = { ...(schema.properties as Record<string, JsonSchema>) };
  const optional = optionalFields(form);
  for (const [name, property] of Object.entries(properties)) {
    const whole = withNested(form, name, property);
    properties[name] = optional.has(name) ? { anyOf: [whole, { type: 'null' }] } : whole;
  }
  return { ...schema, properties };
}

function withNested(form: Form, name: string, property: JsonSchema): JsonSchema {
  const nested = defaultMetadataStorage.findTypeMetadata(form, name)?.typeFunction() as Form | undefined;
  if (!nested) return property;
  if (property.type === 'array') return { ...property, items: schemaOf(nested) };
  return schemaOf(nested);
}

function optionalFields(form: Form): Set<string> {
  const metadata: ValidationMetadata[] = getMetadataStorage().getTargetValidationMetadatas(
    form,
    '',
    true,
    false,
  );
  return new Set(
    metadata
      .filter((one) => (one.name ?? one.type) === (IS_OPTIONAL as ValidationTypes))
      .map((one) => one.propertyName),
  );
}
