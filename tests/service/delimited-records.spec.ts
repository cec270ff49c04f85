import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { encode } from 'iconv-lite';
import { delimitedRecords, type RawRecord } from '#service/imports/delimited-records';
import { lineFault } from '#service/imports/line-fault';
import { SpooledFile } from '#service/imports/spooled-file';

const read = async (content: Buffer | string, pieces = 7): Promise<RawRecord[]> => {
  const bytes = Buffer.from(content);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieces) chunks.push(bytes.subarray(at, at + pieces));
  const records: RawRecord[] = [];
  for await (const block of delimitedRecords(Readable.from(chunks) as AsyncIterable<Buffer>))
    records.push(...block);
  return records;
};

describe('A partner’s file is read as it was saved', () => {
  it.each([';', ',', '\t'])(
    'with %j between the cells, whatever the pieces it comes in',
    async (delimiter) => {
      const text = `a${delimiter}b\n1${delimiter}deux`;
      for (const pieces of [1, 3, 1000])
        expect(await read(text, pieces)).toEqual([
          { line: 1, cells: ['a', 'b'] },
          { line: 2, cells: ['1', 'deux'] },
        ]);
    },
  );

  it('with Windows line ends, a byte order mark and blank lines', async () => {
    expect(await read('\ufeffa;b\r\n\r\n1;2\r\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['1', '2'] },
    ]);
  });

  it('in Windows-1252 or UTF-16 as in UTF-8', async () => {
    for (const encoding of ['win1252', 'utf16', 'utf8'])
      expect(await read(encode('nom;ville\nCafé de l’Œuvre;Metz', encoding), 5)).toEqual([
        { line: 1, cells: ['nom', 'ville'] },
        { line: 2, cells: ['Café de l’Œuvre', 'Metz'] },
      ]);
  });

  it('with quoted cells that hold the delimiter, quotes and new lines', async () => {
    expect(await read('a;b;c\n"x;y";"il dit ""oui""";"deux\nlignes"\n1;2;5" de large\n')).toEqual([
      { line: 1, cells: ['a', 'b', 'c'] },
      { line: 2, cells: ['x;y', 'il dit "oui"', 'deux\nlignes'] },
      { line: 4, cells: ['1', '2', '5" de large'] },
    ]);
  });
});

describe('A damaged line is refused alone', () => {
  it('when a quote is never closed, the lines after it are read', async () => {
    expect(await read('a;b\n"x;1\n2;3\n', 1000)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, fault: lineFault('ligne', 'quote-not-closed') },
      { line: 3, cells: ['2', '3'] },
    ]);
  });

  it('when it is longer than any real one', async () => {
    const records = await read(`a;b\n${'x'.repeat(300_000)}\n2;3`, 10_000);
    expect(records).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, fault: lineFault('ligne', 'line-too-long') },
      { line: 3, cells: ['2', '3'] },
    ]);
  });

  it('when a quote opens and a hundred thousand bytes follow', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `${n};ok`).join('\n');
    const records = await read(`a;b\n"x;1\n${lines}\n`, 10_000);
    expect(records[1]).toEqual({ line: 2, fault: lineFault('ligne', 'quote-not-closed') });
    expect(records).toHaveLength(20_002);
    expect(records.at(-1)).toEqual({ line: 20_002, cells: ['19999', 'ok'] });
  });

  it('when it is not text', async () => {
    expect(await read('a;b\n\0\0;1\n2;3')).toMatchObject([
      { line: 1 },
      { line: 2, fault: { cause: 'not-text' } },
      { line: 3 },
    ]);
  });
});

describe('A file is taken only whole and as it was declared', () => {
  const declared = (content: Buffer) => ({
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  });
  const textOf = async (file: SpooledFile) => {
    const parts: Buffer[] = [];
    for await (const part of file.content()) parts.push(part);
    return Buffer.concat(parts).toString();
  };

  it('and is read twice, unpacked when it is a gzip whatever its name', async () => {
    for (const content of [Buffer.from('bonjour'), gzipSync('bonjour')]) {
      const file = await SpooledFile.receive(Readable.from([content]), declared(content));
      expect(await textOf(file)).toBe('bonjour');
      expect(await textOf(file)).toBe('bonjour');
      await file.close();
    }
  });

  it.each([
    ['another content', Buffer.from('bonsoir'), 'content-differs'],
    ['a part of it', Buffer.from('bonj'), 'content-differs'],
    ['more than it', Buffer.from('bonjour!'), 'content-too-long'],
  ])('%s is refused', async (_what, sent, reason) => {
    const receiving = SpooledFile.receive(Readable.from([sent]), declared(Buffer.from('bonjour')));
    await expect(receiving).rejects.toMatchObject({ reason, status: 422 });
  });

  it('a gzip cut short is refused before anything is read from it', async () => {
    const cut = gzipSync('bonjour '.repeat(1000)).subarray(0, 30);
    await expect(SpooledFile.receive(Readable.from([cut]), declared(cut))).rejects.toMatchObject({
      reason: 'gzip-damaged',
    });
  });
});
