import { isUtf8 } from 'node:buffer';
import { decode, getDecoder } from 'iconv-lite';
import { type LineFault, lineFault } from './line-fault';

/** A record and the number of the physical line on which it begins (1 is the first line of the file). */
export type RawRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly fault: LineFault };

/** No real record is near it; beyond, a quote was never closed or the file has no lines. */
const LONGEST_RECORD = 65_536;

const QUOTE = 0x22;
const NEWLINE = 0x0a;
const DELIMITERS = [';', ',', '\t'] as const;

/**
 * The records of a delimited text, in blocks, in flat memory. The delimiter is the most frequent of `;`, `,` and tab
 * on the first line. Text is UTF-8, with or without BOM, or UTF-16 with its BOM; a record that is no valid UTF-8 is
 * read as Windows-1252, as French spreadsheets save it. Blank lines are skipped; a line that cannot be cut into cells
 * is given with its fault, and reading goes on at the next line.
 */
export async function* delimitedRecords(source: AsyncIterable<Buffer>): AsyncGenerator<RawRecord[]> {
  const reader = new RecordReader();
  for await (const chunk of utf16Decoded(source)) {
    const records = reader.push(chunk);
    if (records.length > 0) yield records;
  }
  const last = reader.end();
  if (last.length > 0) yield last;
}

class RecordReader {
  private rest: Buffer = Buffer.alloc(0);
  private line = 1;
  private delimiter: string | undefined;
  private started = false;
  /** Inside a line that was already refused for its length: nothing is kept until it ends. */
  private skipping = false;

  push(chunk: Buffer): RawRecord[] {
    this.rest = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    if (!this.started) {
      if (this.rest.length < 3) return [];
      this.start();
    }
    return this.read(false);
  }

  end(): RawRecord[] {
    if (!this.started) this.start();
    return this.read(true);
  }

  private start(): void {
    this.started = true;
    if (this.rest.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) this.rest = this.rest.subarray(3);
  }

  private read(final: boolean): RawRecord[] {
    const records: RawRecord[] = [];
    let at = 0;
    while (at < this.rest.length) {
      if (this.skipping) {
        const newline = this.rest.indexOf(NEWLINE, at);
        if (newline < 0) {
          at = this.rest.length;
          break;
        }
        this.skipping = false;
        this.line++;
        at = newline + 1;
        continue;
      }
      const end = endOfRecord(this.rest, at, this.delimiterCode(at));
      const length = (end ?? this.rest.length) - at;
      if (length > LONGEST_RECORD || (end === undefined && final && this.rest.indexOf(NEWLINE, at) >= 0)) {
        at = this.refuseOneLine(records, at);
        continue;
      }
      if (end === undefined && !final) break;
      this.take(records, this.rest.subarray(at, end));
      at = (end ?? this.rest.length) + 1;
    }
    // A copy: a subarray would hold the whole chunk in memory.
    this.rest = Buffer.from(this.rest.subarray(Math.min(at, this.rest.length)));
    return records;
  }

  /** Refuses the physical line at `at` alone, so that one stray quote does not swallow the lines after it. */
  private refuseOneLine(records: RawRecord[], at: number): number {
    const newline = this.rest.indexOf(NEWLINE, at);
    const whole = newline >= 0 && newline - at <= LONGEST_RECORD;
    records.push({
      line: this.line,
      fault: lineFault('ligne', whole ? 'quote-not-closed' : 'line-too-long'),
    });
    if (newline < 0) {
      this.skipping = true;
      return this.rest.length;
    }
    this.line++;
    return newline + 1;
  }

  private take(records: RawRecord[], bytes: Buffer): void {
    const line = this.line;
    this.line++;
    const end = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length;
    if (end === 0) return;
    const record = bytes.subarray(0, end);
    const text = isUtf8(record) ? record.toString('utf8') : decode(record, 'win1252');
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.line++;
    if (text.trim() === '') return;
    // PostgreSQL stores no NUL, and no text file has one.
    if (text.includes('\0')) records.push({ line, fault: lineFault('ligne', 'not-text') });
    else records.push({ line, cells: cellsOf(text, this.delimiter ?? ';') });
  }

  /** Found on the first line that has one, so that a title line above the header does no harm. */
  private delimiterCode(at: number): number {
    if (this.delimiter === undefined) {
      const newline = this.rest.indexOf(NEWLINE, at);
      const first = this.rest.subarray(at, newline < 0 ? undefined : newline).toString('latin1');
      const counts = DELIMITERS.map((one) => first.split(one).length - 1);
      const most = Math.max(...counts);
      if (newline < 0 || most === 0) return (DELIMITERS[counts.indexOf(most)] ?? ';').charCodeAt(0);
      this.delimiter = DELIMITERS[counts.indexOf(most)];
    }
    return (this.delimiter ?? ';').charCodeAt(0);
  }
}

/** Where the record that begins at `start` ends (its newline), or undefined when the buffer ends first. */
function endOfRecord(buffer: Buffer, start: number, delimiter: number): number | undefined {
  const newline = buffer.indexOf(NEWLINE, start);
  const quote = buffer.indexOf(QUOTE, start);
  if (quote < 0 || (newline >= 0 && quote > newline)) return newline < 0 ? undefined : newline;
  let quoted = false;
  let cellStart = true;
  for (let at = start; at < buffer.length && at - start <= LONGEST_RECORD; at++) {
    const byte = buffer[at];
    if (quoted) {
      if (byte !== QUOTE) continue;
      if (buffer[at + 1] === QUOTE) at++;
      else quoted = false;
    } else if (byte === NEWLINE) return at;
    else if (byte === QUOTE && cellStart) quoted = true;
    cellStart = !quoted && byte === delimiter;
  }
  return buffer.length - start > LONGEST_RECORD ? start + LONGEST_RECORD + 1 : undefined;
}

/** Cuts a record into cells, RFC 4180: a quoted cell may hold the delimiter, newlines and doubled quotes. */
export function cellsOf(text: string, delimiter: string): string[] {
  if (!text.includes('"')) return text.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  while (at <= text.length) {
    if (text[at] === '"') {
      const quoted = /"([^"]*(?:""[^"]*)*)"?/y;
      quoted.lastIndex = at;
      const [whole, inside] = quoted.exec(text) ?? ['"', ''];
      const next = text.indexOf(delimiter, at + whole.length);
      const trailing = text.slice(at + whole.length, next < 0 ? undefined : next);
      cells.push((inside ?? '').replaceAll('""', '"') + trailing);
      if (next < 0) return cells;
      at = next + 1;
    } else {
      const next = text.indexOf(delimiter, at);
      cells.push(text.slice(at, next < 0 ? undefined : next));
      if (next < 0) return cells;
      at = next + 1;
    }
  }
  return cells;
}

async function* utf16Decoded(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: ReturnType<typeof getDecoder> | undefined;
  let first = true;
  for await (const chunk of source) {
    if (first && chunk.length > 1) {
      const mark = chunk.readUInt16BE(0);
      if (mark === 0xfffe || mark === 0xfeff) decoder = getDecoder('utf16');
    }
    first = false;
    yield decoder ? Buffer.from(decoder.write(chunk), 'utf8') : chunk;
  }
  if (decoder) yield Buffer.from(decoder.end() ?? '', 'utf8');
}
