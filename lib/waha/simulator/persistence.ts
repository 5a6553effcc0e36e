import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaKind, SimMessage } from './messages';
import { type Group, lidOf, type Person } from './network/network';
import { sampleOf } from './samples';
import { type Account, createSession } from './sessions/session';
import type { SessionConfig } from './sessions/session-config';
import { walkUp } from './sessions/walk';
import type { World } from './world';

interface Saved {
  sessions: {
    name: string;
    config: SessionConfig | null;
    account: Account | null;
    unlinked: boolean;
    running: boolean;
    messages: SimMessage[];
  }[];
  people: Person[];
  groups: Group[];
}

const SAVE_AFTER_MS = 500;
const SAMPLE_KINDS: MediaKind[] = ['image', 'video', 'voice', 'audio', 'document', 'sticker'];
const KEPT_MESSAGES = 5_000;

/** Keeps credentials and chats in `dataDir`, written shortly after a change and on close. */
export function keepIn(world: World): { load(): Promise<void>; save(): Promise<void> } {
  const { dataDir } = world.options;
  if (!dataDir) return { load: () => Promise.resolve(), save: () => Promise.resolve() };
  const file = join(dataDir, 'simulator.json');
  let writing = Promise.resolve();
  const save = () => {
    writing = writing.then(() => write(file, snapshot(world)));
    return writing;
  };
  let timer: NodeJS.Timeout | undefined;
  world.touch = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void save();
    }, SAVE_AFTER_MS).unref();
  };
  return {
    load: async () => {
      await mkdir(dataDir, { recursive: true });
      const saved = await read(file);
      if (!saved) return;
      restore(world, saved);
      for (const kind of SAMPLE_KINDS) keepSample(world, kind);
    },
    save: () => {
      clearTimeout(timer);
      return save();
    },
  };
}

/** Media bytes are not saved; samples come back under the same key, so old chats still show them. */
function keepSample(world: World, kind: MediaKind): void {
  const { bytes, mimetype, filename } = sampleOf(kind);
  world.files.put(kind, bytes, mimetype, filename, null);
}

function snapshot(world: World): Saved {
  return {
    sessions: [...world.sessions.values()].map((session) => ({
      name: session.name,
      config: world.options.configPersists ? session.config : null,
      account: session.account,
      unlinked: session.unlinked,
      running: session.present,
      messages: session.history.list('all').slice(-KEPT_MESSAGES),
    })),
    people: [...world.network.people.values()],
    groups: [...world.network.groups.values()],
  };
}

function restore(world: World, saved: Saved): void {
  for (const person of saved.people) {
    const known = world.network.ensurePerson(person.phone, person.name, person.lid ?? lidOf(person.phone));
    Object.assign(known, person, { openUntil: 0 });
  }
  for (const group of saved.groups) world.network.groups.set(group.id, group);
  for (const { name, config, account, unlinked, running, messages } of saved.sessions) {
    const session = createSession(name, config, world.network);
    Object.assign(session, { account, unlinked });
    if (account) session.history = world.network.archiveOf(account.phone);
    for (const message of messages) session.history.add(message);
    world.sessions.set(name, session);
    if (running && world.options.configPersists) world.clock.after(0, () => walkUp(world, session));
  }
}

async function read(file: string): Promise<Saved | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Saved;
  } catch {
    // No file yet, or one cut off by a crash: start empty, as a WAHA without a volume would.
    return undefined;
  }
}

async function write(file: string, saved: Saved): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(saved));
  await rename(`${file}.new`, file);
}
