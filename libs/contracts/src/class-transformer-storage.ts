import type { IOptions } from 'class-validator-jsonschema/build/options';

/** class-transformer keeps the classes of nested fields (`@Type`) in a store that its types do not show. */
export type TypeMetadataStorage = NonNullable<IOptions['classTransformerMetadataStorage']> & {
  findTypeMetadata(target: object, property: string): { typeFunction(): unknown } | undefined;
};

export const defaultMetadataStorage = (
  require('class-transformer/cjs/storage') as { defaultMetadataStorage: TypeMetadataStorage }
).defaultMetadataStorage;
