import { readJson } from '@/components/problem/read-json';
import type { Page } from '@/lib/core/pagination';
import type { InstanceView } from '@/lib/instances/schema';

/** The organization's numbers, a page of as many as one holds. SWR keeps them all under it, whoever asks. */
export const NUMBERS = '/api/whatsapp/instances?limit=100';

/** How often they are being read just now. */
let readings = 0;

/** Whether they are being read just now. */
export const areNumbersRead = (): boolean => readings > 0;

/** All of them, for SWR. */
export async function readNumbers(): Promise<InstanceView[]> {
  readings++;
  try {
    return await readPages();
  } finally {
    readings--;
  }
}

async function readPages(): Promise<InstanceView[]> {
  const all: InstanceView[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page<InstanceView> = await readJson(cursor ? `${NUMBERS}&cursor=${cursor}` : NUMBERS);
    all.push(...page.data);
    cursor = page.nextCursor;
  }
  return all;
}
