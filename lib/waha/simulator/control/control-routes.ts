import { notFound } from '../http/http-error';
import type { Call, Router } from '../http/router';
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
  router.on('POST', '/__sim/:name', (request) => call(request, request.body), 200);
  for (const name of ['state', 'received', 'deliveries']) {
    router.on('GET', `/__sim/${name}`, (request) =>
      call({ ...request, params: { name } }, Object.fromEntries(request.query)),
    );
  }
}
