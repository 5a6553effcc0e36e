/** One line per step that takes a while: what was done, and how long it took. */
export async function step<T>(doing: string, done: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  console.log(`• ${doing} …`);
  const result = await work();
  console.log(`✓ ${done} (${((performance.now() - from) / 1000).toFixed(1)} s)`);
  return result;
}
