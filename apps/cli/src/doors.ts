import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';

/** What the gateway answered to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** The gateway could not be reached, or broke off: the same request may be sent again. */
export class Unreachable extends Error {}

/** The gateway answered with a refusal; `sentence` is its own. */
export class DoorRefused extends Error {
  constructor(
    readonly answer: Answer,
    readonly sentence: string,
  ) {
    super(sentence);
  }
}

export interface Sending {
  readonly method?: string;
  readonly key: string;
  readonly json?: unknown;
  readonly stream?: { readonly from: Readable; readonly type: string };
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a request to the gateway's address with a bearer key, and gives the answer as it begins. */
export function open(url: string, path: string, sending: Sending): Promise<IncomingMessage> {
  const target = new URL(path, `${url}/`);
  const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
  const body = sending.json === undefined ? undefined : JSON.stringify(sending.json);
  return new Promise((resolve, reject) => {
    const request = send(target, {
      method: sending.method ?? (body !== undefined || sending.stream ? 'POST' : 'GET'),
      headers: {
        authorization: `Bearer ${sending.key}`,
        accept: 'application/json, application/x-ndjson',
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        ...(sending.stream ? { 'content-type': sending.stream.type } : {}),
        ...sending.headers,
      },
    });
    request.on('response', resolve);
    request.on('error', (error) => reject(new Unreachable(error.message)));
    if (sending.stream) {
      sending.stream.from.on('error', (error) => request.destroy(error));
      sending.stream.from.pipe(request);
    } else request.end(body);
  });
}

/** The whole answer, whatever its status. */
export async function ask(url: string, path: string, sending: Sending): Promise<Answer> {
  const response = await open(url, path, sending);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: parsed(await textOf(response)),
  };
}

/** The body of a good answer; throws DoorRefused otherwise, and Unreachable when a service behind the gateway is away. */
export async function asked<T>(url: string, path: string, sending: Sending): Promise<T> {
  const answer = await ask(url, path, sending);
  if (answer.status === 502 || answer.status === 503 || answer.status === 504)
    throw new Unreachable(`HTTP ${answer.status}`);
  if (answer.status >= 400) throw new DoorRefused(answer, refusalOf(answer));
  return answer.body as T;
}

/** Lets a good answer to a stream through; throws Unreachable when it may be sent again, DoorRefused when it is refused. */
export async function refuseBadAnswer(response: IncomingMessage): Promise<void> {
  const status = response.statusCode ?? 0;
  if (status < 400) return;
  const answer = { status, headers: response.headers, body: parsed(await textOf(response)) };
  if (status >= 500) throw new Unreachable(refusalOf(answer));
  throw new DoorRefused(answer, refusalOf(answer));
}

/** Lines of NDJSON as they come; throws Unreachable when the answer breaks off. */
export async function* linesOf(response: IncomingMessage): AsyncGenerator<unknown> {
  let rest = '';
  response.setEncoding('utf8');
  try {
    for await (const chunk of response) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop()!;
      for (const line of lines) if (line.trim() !== '') yield JSON.parse(line);
    }
  } catch (error) {
    throw new Unreachable(error instanceof Error ? error.message : String(error));
  }
  if (rest.trim() !== '') yield JSON.parse(rest);
}

/** Tries again with back-off (0.5 s, doubled up to 10 s) while the other side is away, for `patience` milliseconds without success. */
export async function patiently<T>(
  work: () => Promise<T>,
  waiting: (cause: string) => void,
  patience = 300_000,
): Promise<T> {
  const since = Date.now();
  for (let pause = 500; ; pause = Math.min(pause * 2, 10_000)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Unreachable) || Date.now() - since > patience) throw error;
      waiting(error.message);
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }
}

function refusalOf(answer: Answer): string {
  const problem = answer.body as { detail?: string; title?: string } | null;
  return problem?.detail ?? problem?.title ?? `Réponse HTTP ${answer.status}`;
}

async function textOf(response: IncomingMessage): Promise<string> {
  response.setEncoding('utf8');
  let text = '';
  try {
    for await (const chunk of response) text += String(chunk);
  } catch (error) {
    throw new Unreachable(error instanceof Error ? error.message : String(error));
  }
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
