'use client';

import { useMemo } from 'react';
import useSWR from 'swr';
import { useRealtime } from '@/components/realtime/use-realtime';
import type { TemplateView } from '@/lib/templates/schema';
import { readTemplates, TEMPLATES_PATH } from './read-templates';

/** All templates, read again when the stream tells of a change; `put` and `remove` show one at once. */
export function useTemplates(initial: TemplateView[]) {
  const { data, mutate } = useSWR<TemplateView[]>(TEMPLATES_PATH, readTemplates, { fallbackData: initial });
  const reread = () => void mutate();
  useRealtime({ 'template.updated': reread, resync: reread });
  const change = useMemo(
    () => ({
      put: (template: TemplateView) =>
        mutate((list = []) => withTemplate(list, template), { revalidate: false }),
      remove: (id: string) =>
        mutate((list) => list?.filter((other) => other.id !== id), { revalidate: false }),
    }),
    [mutate],
  );
  return { templates: data ?? initial, change };
}

const withTemplate = (list: TemplateView[], template: TemplateView): TemplateView[] =>
  [...list.filter(({ id }) => id !== template.id), template].sort((one, other) =>
    one.shortcut < other.shortcut ? -1 : 1,
  );
