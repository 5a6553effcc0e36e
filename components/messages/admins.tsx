import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Group } from '@/lib/conversations/group-schema';

const AdminsContext = createContext<ReadonlySet<string | null>>(new Set());

/** Tells the bubbles below who runs the group. */
export function Admins({ group, children }: { group: Group | undefined; children: ReactNode }) {
  const people = group?.people;
  const ids = useMemo(
    () => new Set(people?.filter(({ isAdmin }) => isAdmin).map(({ contactId }) => contactId)),
    [people],
  );
  return <AdminsContext value={ids}>{children}</AdminsContext>;
}

/** Whether a contact is an admin of the group that is shown. */
export function useIsAdmin(contactId: string | null): boolean {
  const admins = useContext(AdminsContext);
  return contactId !== null && admins.has(contactId);
}
