import { Parser } from '@asyncapi/parser';
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

  it('stay published: a type that disappears is refused', () => {
    expect(refusedChanges(files, new Map([['schemas/Gone.v1.json', {}]]))).toHaveLength(1);
    expect(refusedChanges(files, new Map(files.map((file) => [file.path, file.content])))).toEqual([]);
  });
});
