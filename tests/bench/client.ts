import http from 'node:http';

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** Posts a body and reads the whole answer; anything but a 2xx is an error. */
export function post(url: string, body: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      url,
      { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if ((answer.statusCode ?? 500) < 300) resolve(text);
          else reject(new Error(`${answer.statusCode}: ${text.slice(0, 300)}`));
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Runs `work` for 0..n-1 with at most `width` at once; gives how many a second. */
export async function perSecond(
  n: number,
  width: number,
  work: (at: number) => Promise<unknown>,
): Promise<number> {
  const from = process.hrtime.bigint();
  let next = 0;
  const lane = async () => {
    while (next < n) {
      const at = next;
      next += 1;
      await work(at);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return n / (Number(process.hrtime.bigint() - from) / 1e9);
}
