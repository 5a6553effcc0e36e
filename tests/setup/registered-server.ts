import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { examineServer } from '@/lib/servers/examine';
import { type RegisterServerInput, registerServerInput, type ServerView } from '@/lib/servers/schema';
import { registerServer } from '@/lib/servers/service';

/** A server that its owner registered, asked who it is as always. */
export async function registerAt(
  scope: Scope,
  input: Partial<RegisterServerInput> & { url: string },
): Promise<ServerView> {
  const parsed = registerServerInput.parse({ name: newId(), apiKey: 'key', ...input });
  return registerServer(scope, parsed, await examineServer(scope, parsed));
}
