/** One line of a stream, numbered from 1; no text when it was longer than what is allowed, or no UTF-8. */
export interface Line {
  readonly number: number;
  readonly text: string | null;
  readonly cause?: 'line-too-long' | 'line-not-utf8';
}

const NEWLINE = 10;

/**
 * Cuts a stream of bytes into lines (LF or CRLF, a leading BOM dropped, blank lines counted but left out). An oversized
 * line is let go of as it comes, so memory stays at one line whatever is sent.
 */
export class Lines {
  private rest: Buffer[] = [];
  private size = 0;
  private count = 0;

  constructor(private readonly maxBytes: number) {}

  push(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      this.keep(chunk.subarray(from, at));
      this.take(lines);
      from = at + 1;
    }
    if (from < chunk.length) this.keep(chunk.subarray(from));
    return lines;
  }

  /** The last line, when the stream did not end with a newline. */
  end(): Line[] {
    const lines: Line[] = [];
    if (this.size > 0) this.take(lines);
    return lines;
  }

  private keep(part: Buffer): void {
    this.size += part.length;
    if (this.size > this.maxBytes) this.rest = [];
    else if (part.length > 0) this.rest.push(part);
  }

  private take(lines: Line[]): void {
    this.count += 1;
    const line = this.read();
    this.rest = [];
    this.size = 0;
    if (line.text === null || line.text.trim() !== '') lines.push(line);
  }

  private read(): Line {
    if (this.size > this.maxBytes) return { number: this.count, text: null, cause: 'line-too-long' };
    try {
      const bytes = this.rest.length === 1 ? this.rest[0]! : Buffer.concat(this.rest);
      return { number: this.count, text: utf8.decode(bytes) };
    } catch {
      return { number: this.count, text: null, cause: 'line-not-utf8' };
    }
  }
}

/** A BOM at the head of a text is dropped by the decoder itself. */
const utf8 = new TextDecoder('utf-8', { fatal: true });
