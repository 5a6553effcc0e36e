import QRCode from 'qrcode';
import { HttpError, notFound } from '../http/http-error';
import { type Call, Raw, type Router } from '../http/router';
import type { SimulatorControl } from './control';

type AnyControl = Record<string, ((input: Record<string, unknown>) => Promise<unknown>) | undefined>;

/** `POST /__sim/<function>` with a JSON object; reading functions also by GET with the query. */
export function controlRoutes(router: Router, control: SimulatorControl): void {
  const functions = control as unknown as AnyControl;
  const call = ({ world, params }: Call, input: Record<string, unknown>) => {
    const run = Object.hasOwn(functions, params.name ?? '') ? functions[params.name ?? ''] : undefined;
    if (!run) throw notFound(world.features, `No control function '${params.name}'`);
    return run(input);
  };
  const post = (request: Call) => {
    // Without this a page of another origin could post to the simulator behind a visitor's back.
    if (!request.request.headers['content-type']?.startsWith('application/json')) {
      throw new HttpError(415, { error: 'Send JSON with content-type application/json' });
    }
    return call(request, request.body);
  };
  router.on('POST', '/__sim/:name', post, 200);
  router.on('GET', '/__sim/media/:key', ({ world, params }) => {
    const media = world.files.get(params.key ?? '');
    if (!media) throw notFound(world.features, 'No such media');
    return new Raw(media.mimetype, media.bytes, { 'X-Content-Type-Options': 'nosniff' });
  });
  router.on('GET', '/__sim/qr/:session', async ({ world, params }) => {
    const qr = world.sessions.get(params.session ?? '')?.qr;
    if (!qr) throw notFound(world.features, 'No QR at the moment');
    const svg = await QRCode.toString(qr, { type: 'svg', margin: 1 });
    return new Raw('image/svg+xml', svg, { 'Cache-Control': 'no-store' });
  });
  for (const name of ['state', 'received', 'deliveries']) {
    router.on('GET', `/__sim/${name}`, (request) =>
      call({ ...request, params: { name } }, Object.fromEntries(request.query)),
    );
  }
}
