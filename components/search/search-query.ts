/** How far back messages are looked for. */
export const SPANS = ['any', 'week', 'month', 'year'] as const;
export type Span = (typeof SPANS)[number];

/** What narrows a search: one person's conversation, one number, a time. */
export type SearchFilters = { person?: { id: string; title: string }; instanceId?: string; span: Span };

const DAYS: Record<Span, number | undefined> = { any: undefined, week: 7, month: 30, year: 365 };
const DAY_MS = 86_400_000;

/** The search of messages as the API takes it; undefined while too little is typed. */
export function messageSearch(typed: string, filters: SearchFilters, now: number): string | undefined {
  const q = typed.trim();
  if (q.length < 2 || !/[\p{L}\p{N}]/u.test(q)) return undefined;
  const search = new URLSearchParams({ q });
  if (filters.person) search.set('conversationId', filters.person.id);
  if (filters.instanceId) search.set('instanceId', filters.instanceId);
  const days = DAYS[filters.span];
  if (days) search.set('from', new Date(now - days * DAY_MS).toISOString());
  return search.toString();
}

/** The search of conversations by name and phone; without words the latest. None within one person's. */
export function conversationSearch(typed: string, filters: SearchFilters): string | undefined {
  if (filters.person) return undefined;
  const search = new URLSearchParams();
  if (typed.trim()) search.set('q', typed.trim());
  if (filters.instanceId) search.set('instanceId', filters.instanceId);
  return search.toString();
}

/** The search of people who have no conversation; none while too little is typed, or within one person's. */
export function contactSearch(typed: string, filters: SearchFilters): string | undefined {
  const q = typed.trim();
  return filters.person || q.length < 2
    ? undefined
    : new URLSearchParams({ q, conversation: 'false' }).toString();
}
