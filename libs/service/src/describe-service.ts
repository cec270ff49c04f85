import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import { entryOf } from '#contracts/contract';
import { type JsonSchema, schemaOf } from '#contracts/schema';
import { DEFINITION, type ServiceDefinition } from './service.module';

export interface Description {
  readonly service: string;
  readonly openapi: OpenAPIObject;
  /** Types of the facts that the service reads, sorted. */
  readonly hears: readonly string[];
}

type Form = new () => object;

/**
 * What a service promises, read from its code alone: nothing is started and nothing is connected to. The schemas of
 * requests and answers are those of class-validator's decorators, which also check them: nothing is written twice.
 */
export async function describeService(module: unknown): Promise<Description> {
  const app = await NestFactory.create<NestFastifyApplication>(module as never, new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  const definition = definitionOf(module);
  const built = new DocumentBuilder()
    .setTitle(`Concerto : ${definition.name}`)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, built, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}`,
  });
  const facts = [
    ...(definition.reactions ?? []),
    ...(definition.projections ?? []).flatMap((one) => one.steps),
  ];
  return {
    service: definition.name,
    openapi: withValidatedSchemas(document),
    hears: [...new Set(facts.map(({ fact }) => entryOf(fact).type))].sort(),
  };
}

/** The name of a service's folder, and what it is made of, as its module says. */
export function definitionOf(module: unknown): ServiceDefinition {
  const imports = (Reflect.getMetadata('imports', module as object) ?? []) as {
    providers?: { provide: unknown; useValue?: unknown }[];
  }[];
  for (const one of imports) {
    const provided = one.providers?.find((provider) => provider.provide === DEFINITION);
    if (provided) return provided.useValue as ServiceDefinition;
  }
  throw new Error('The module does not import ServiceModule.for(...)');
}

function withValidatedSchemas(document: OpenAPIObject): OpenAPIObject {
  const forms = validatedForms();
  const schemas: Record<string, JsonSchema> = {};
  for (const [name, generated] of Object.entries(document.components?.schemas ?? {})) {
    const form = forms.get(name);
    schemas[name] = form ? schemaOf(form) : (generated as JsonSchema);
  }
  return { ...document, components: { ...document.components, schemas: schemas as never } };
}

function validatedForms(): Map<string, Form> {
  const { validationMetadatas } = getMetadataStorage() as unknown as {
    validationMetadatas: Map<Form, unknown>;
  };
  return new Map([...validationMetadatas.keys()].map((form) => [form.name, form]));
}
