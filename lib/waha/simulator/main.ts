import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Engine } from './options';
import { startSimulator } from './simulator';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8501' },
    host: { type: 'string', default: '127.0.0.1' },
    'api-key': { type: 'string' },
    engine: { type: 'string', default: 'NOWEB' },
    version: { type: 'string' },
    speed: { type: 'string', default: '1' },
    seed: { type: 'string' },
    'data-dir': { type: 'string' },
    'base-url': { type: 'string' },
    'pair-ms': { type: 'string' },
    'forget-config': { type: 'boolean', default: false },
    'no-auto-online': { type: 'boolean', default: false },
  },
});

/** Starts one simulator from the command line, says so in one line of JSON, and stops on a signal. */
async function main(): Promise<void> {
  const simulator = await startSimulator({
    port: Number(values.port),
    host: values.host,
    apiKey: values['api-key'],
    engine: values.engine.toUpperCase() as Engine,
    version: values.version,
    speed: Number(values.speed),
    // Without one every start has its own: ids must not come again where an earlier run's are remembered.
    seed: values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed),
    dataDir: values['data-dir'],
    baseUrl: values['base-url'],
    configPersists: values['forget-config'] ? false : undefined,
    autoOnline: !values['no-auto-online'],
    timings: values['pair-ms'] === undefined ? {} : { pairMs: Number(values['pair-ms']) },
  });
  process.stdout.write(
    `${JSON.stringify({ ready: true, url: simulator.url, phone: `${simulator.url}/phone` })}\n`,
  );
  const stop = () => void simulator.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`The simulator could not start: ${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
});
