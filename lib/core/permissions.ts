/** What can be allowed. The same words are the scopes of API tokens. */
export const PERMISSIONS = [
  'instances:read',
  'instances:write',
  'servers:manage',
  'conversations:read',
  'conversations:write',
  'messages:send',
  'messages:release',
  'templates:manage',
  'tokens:manage',
  'monitoring:read',
  'monitoring:manage',
  'monitoring:bodies',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['owner', 'admin', 'agent', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

const VIEW: Permission[] = ['instances:read', 'conversations:read'];
const ANSWER: Permission[] = [...VIEW, 'conversations:write', 'messages:send', 'messages:release'];

const OWNERS: Permission[] = ['monitoring:bodies', 'servers:manage'];

/** What each role may do. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  owner: PERMISSIONS,
  // What customers wrote, as raw bodies outside any conversation, is for the owner's eyes; so are servers and their keys.
  admin: PERMISSIONS.filter((permission) => !OWNERS.includes(permission)),
  agent: ANSWER,
  viewer: VIEW,
};

/** Parts of the product that an organization can have switched off. */
export const MODULES = ['instances', 'conversations', 'api'] as const;
export type Module = (typeof MODULES)[number];
