import http from 'node:http';
import https from 'node:https';

/** What came back from one POST. */
export interface PostResult {
  status: number | null;
  error: string | null;
  /** `Retry-After` in milliseconds, 0 without. */
  retryAfterMs: number;
}

const MAX_SOCKETS = 256;

/** Posts JSON over kept-alive connections without any timeout, as WAHA's axios does. */
export class Poster {
  private readonly open = new Set<http.ClientRequest>();
  private readonly plain = new http.Agent({ keepAlive: true, maxSockets: MAX_SOCKETS });
  /** TLS errors are ignored since 2025.12.2. */
  private readonly secure = new https.Agent({
    keepAlive: true,
    maxSockets: MAX_SOCKETS,
    rejectUnauthorized: false,
  });

  /** Never rejects: a failed connection is a result without a status. */
  post(url: string, headers: Record<string, string>, body: Buffer): Promise<PostResult> {
    return new Promise((resolve) => {
      const fail = (error: Error) => resolve({ status: null, error: error.message, retryAfterMs: 0 });
      try {
        const secure = url.startsWith('https:');
        const send = secure ? https.request : http.request;
        const agent = secure ? this.secure : this.plain;
        const request = send(url, { method: 'POST', headers, agent }, (response) => {
          response.resume();
          response.on('error', fail);
          response.on('end', () => resolve(resultOf(response)));
        });
        this.open.add(request);
        request.on('close', () => this.open.delete(request));
        request.on('error', fail);
        request.end(body);
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** Breaks off every request, as a dying process does; the poster can be used again. */
  cut(): void {
    for (const request of this.open) request.destroy();
  }

  close(): void {
    this.cut();
    this.plain.destroy();
    this.secure.destroy();
  }
}

function resultOf(response: http.IncomingMessage): PostResult {
  const seconds = Number(response.headers['retry-after'] ?? 0);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : 0;
  return { status: response.statusCode ?? null, error: null, retryAfterMs };
}
