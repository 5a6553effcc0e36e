import type { SimulatorControl } from './control/control';

/**
 * The control functions of a simulator in another process, typed like those of `startSimulator`.
 * Every failure is an Error that carries the simulator's sentence.
 */
export function simulatorControl(url: string): SimulatorControl {
  const base = url.replace(/\/$/, '');
  return new Proxy({} as SimulatorControl, {
    get: (_target, name) =>
      name === 'then' ? undefined : (input?: unknown) => call(base, String(name), input),
  });
}

async function call(base: string, name: string, input: unknown): Promise<unknown> {
  const response = await fetch(`${base}/__sim/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input ?? {}),
  });
  const body: unknown = await response.json();
  if (response.ok) return body;
  const { error, message } = body as { error?: string; message?: string };
  throw new Error(`${name}: ${error ?? message ?? response.status}`);
}
