import type { Page } from '@/lib/core/pagination';
import type { TemplateView } from '@/lib/templates/schema';
import { readApi } from '../realtime/read-api';

export const TEMPLATES_PATH = '/api/templates';

/** All templates, page after page. */
export async function readTemplates(): Promise<TemplateView[]> {
  const all: TemplateView[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const after: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<TemplateView> = await readApi(`${TEMPLATES_PATH}?limit=100${after}`);
    all.push(...page.data);
    cursor = page.nextCursor;
  }
  return all;
}
