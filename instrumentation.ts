/** Once per process, in dev and start, never in a build: the long-running parts. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next replaces this one by a constant, and leaves the node parts out elsewhere.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startServer } = await import('./lib/tasks/start-server');
  await startServer();
}
