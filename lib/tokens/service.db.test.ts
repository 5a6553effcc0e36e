import { afterAll, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { PERMISSIONS, ROLE_PERMISSIONS, type Role } from '@/lib/core/permissions';
import type { Scope } from '@/lib/core/scope';
import { makeInstance } from '@/tests/setup/receive-support';
import { createToken, offeredScopes } from './service';

afterAll(closeDatabase);

it('gives no token more than its maker has', async () => {
  const { scope } = await makeInstance();
  const as = (role: Role): Scope => ({
    ...scope,
    actor: { kind: 'token', tokenId: '', name: 'Ana', permissions: new Set(ROLE_PERMISSIONS[role]) },
  });
  const create = (role: Role, ...scopes: Parameters<typeof createToken>[1]['scopes']) =>
    createToken(as(role), { name: 'Loja', scopes });
  for (const beyond of ['*', 'monitoring:bodies'] as const)
    await expect(create('admin', beyond)).rejects.toMatchObject({ code: 'forbidden' });
  expect(offeredScopes(as('admin'))).not.toContain('*');
  const { view } = await create('admin', 'messages:send', 'monitoring:read');
  expect(view.scopes).toEqual(['messages:send', 'monitoring:read']);
  expect((await create('owner', '*')).view.scopes).toEqual(['*']);
  const offered = offeredScopes(as('owner'));
  expect(offered).toEqual(['*', ...PERMISSIONS.filter((one) => one !== 'tokens:manage')]);
});
