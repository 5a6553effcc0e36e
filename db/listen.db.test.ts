import pg from 'pg';
import { afterEach, expect, it, vi } from 'vitest';
import { startRoad } from '@/tests/setup/road';
import { listen } from './listen';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function start() {
  const road = await startRoad();
  closers.push(road.close);
  const heard: string[] = [];
  const onListening = vi.fn();
  const listening = await listen('spoken', (payload) => heard.push(payload), onListening, {
    url: road.url,
    checkMs: 100,
    patienceMs: 100,
  });
  closers.push(listening.close);
  const speaker = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await speaker.connect();
  closers.push(() => speaker.end());
  const tell = (text: string) => speaker.query('select pg_notify($1, $2)', ['spoken', text]);
  return { road, heard, onListening, tell, listening };
}

it('hears what is told, also after its connection was cut', async () => {
  const { road, heard, onListening, tell } = await start();
  await tell('one');
  await vi.waitFor(() => expect(heard).toEqual(['one']));
  road.cut('reset');
  await vi.waitFor(() => expect(onListening).toHaveBeenCalledTimes(2));
  await tell('two');
  await vi.waitFor(() => expect(heard).toEqual(['one', 'two']));
});

it('notices that the way is cut although nobody says so, and hears again once there is one', async () => {
  const { road, heard, onListening, tell } = await start();
  road.isOpen = false;
  await vi.waitFor(() => expect(road.connections()).toBe(0), 5_000);
  road.isOpen = true;
  await vi.waitFor(() => expect(onListening).toHaveBeenCalledTimes(2), 5_000);
  await tell('three');
  await vi.waitFor(() => expect(heard).toEqual(['three']));
});

it('never comes back once it was closed', async () => {
  const { road, onListening, listening } = await start();
  await listening.close();
  await vi.waitFor(() => expect(road.connections()).toBe(0));
  expect(onListening).toHaveBeenCalledTimes(1);
});
