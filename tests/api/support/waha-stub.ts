import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Words of WAHA's inside that must not come through. */
export const WAHA_SECRET = 'boileys exploded at /app/dist/core/session.js:12:7';

/** A WAHA that knows every session as SCAN_QR_CODE and answers everything else with this status and a stack trace. */
export async function startRefusingWaha(status: number): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const isSession = request.method === 'GET' && /^\/api\/sessions\/[^/]+$/.test(request.url ?? '');
    const isVersion = request.url === '/api/server/version';
    const fine = isVersion
      ? { version: '2026.8.2', engine: 'NOWEB', tier: 'PLUS' }
      : { name: 'any', status: 'SCAN_QR_CODE', config: null, me: null };
    response.writeHead(isSession || isVersion ? 200 : status, { 'content-type': 'application/json' });
    const refusal = { statusCode: status, exception: { message: WAHA_SECRET, stack: WAHA_SECRET } };
    response.end(JSON.stringify(isSession || isVersion ? fine : refusal));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
