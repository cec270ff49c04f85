import { Parser } from '@asyncapi/parser';
import { brokenPromises } from '#contracts/api-compatibility';
import { breakingChanges } from '#contracts/compatibility';
import { publishedFiles, refusedChanges } from '#contracts/published';

const files = publishedFiles(new Map([['pilot', ['OfferEntrusted.v1', 'LeadGranted.v1']]]));

describe('Published contracts', () => {
  it('are AsyncAPI 3 documents without an error or a warning', async () => {
    const parser = new Parser();
    for (const { content } of files.filter((file) => file.path.startsWith('asyncapi/'))) {
      const diagnostics = await parser.validate(JSON.stringify(content));
      expect(diagnostics.filter((one) => one.severity <= 1)).toEqual([]);
    }
  });

  it('may gain a field or a value, and nothing else, without a new version', () => {
    const before = {
      properties: {
        a: { type: 'string' },
        b: { enum: ['x'] },
        c: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
      },
      required: ['a'],
    };
    const grown = {
      properties: { ...before.properties, b: { enum: ['x', 'y'] }, d: { type: 'string' } },
      required: ['a'],
    };
    expect(breakingChanges('Told.v1', before, grown)).toEqual([]);
    expect(
      breakingChanges('Told.v1', before, {
        ...before,
        properties: { b: before.properties.b, c: before.properties.c },
      }),
    ).toEqual(['Told.v1: a was removed; write Told.v2']);
    expect(breakingChanges('Told.v1', before, { ...before, required: ['a', 'b'] })).toEqual([
      'Told.v1: b became required; write Told.v2',
    ]);
    expect(breakingChanges('Told.v1', grown, before)).toEqual([
      'Told.v1: d was removed; write Told.v2',
      'Told.v1: b was retyped; write Told.v2',
    ]);
  });

  it('may gain values and optional fields at any depth, and lose none', () => {
    const nested = (kinds: string[], required: string[] = ['kind']) => ({
      properties: {
        list: { type: 'array', items: { type: 'object', properties: { kind: { enum: kinds } }, required } },
      },
      required: [],
    });
    expect(breakingChanges('Told.v1', nested(['a']), nested(['a', 'b']))).toEqual([]);
    expect(breakingChanges('Told.v1', nested(['a', 'b']), nested(['a']))).toHaveLength(1);
    expect(breakingChanges('Told.v1', nested(['a']), nested(['a'], ['kind', 'more']))).toHaveLength(1);
  });

  it('stay published: a type that disappears is refused', () => {
    expect(refusedChanges(files, new Map([['schemas/Gone.v1.json', {}]]))).toHaveLength(1);
    expect(refusedChanges(files, new Map(files.map((file) => [file.path, file.content])))).toEqual([]);
  });
});

describe('The routes that partners’ software was written against', () => {
  const route = (required: string[], fields: string[]) => ({
    paths: {
      '/v1/things': {
        post: {
          requestBody: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
        },
        get: {},
      },
    },
    components: {
      schemas: {
        Thing: {
          properties: Object.fromEntries(fields.map((field) => [field, { type: 'string' }])),
          required,
        },
        Answer: { properties: { a: { type: 'string' } }, required: [] },
      },
    },
  });

  it('may gain a field, and an answer may promise more', () => {
    const after = route(['a'], ['a', 'b', 'c']);
    after.components.schemas.Answer.required = ['a'] as never;
    expect(brokenPromises(route(['a'], ['a', 'b']), after)).toEqual([]);
  });

  it('may not disappear, nor ask for more than they did', () => {
    expect(brokenPromises(route(['a'], ['a', 'b']), route(['a', 'b'], ['a', 'b']))).toEqual([
      'Thing.v1: b became required; write Thing.v2',
    ]);
    const { get: _, ...post } = route([], []).paths['/v1/things'];
    expect(brokenPromises(route([], []), { ...route([], []), paths: { '/v1/things': post } })).toEqual([
      'GET /v1/things is gone; keep it beside its next version',
    ]);
  });
});
