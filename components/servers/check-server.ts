/** What somebody typed about a server. */
export type ServerDraft = {
  name: string;
  url: string;
  apiKey: string;
  capacity: string;
  readsStream: boolean;
};

export type ServerFault =
  | 'nameMissing'
  | 'nameTooLong'
  | 'urlMissing'
  | 'urlWrong'
  | 'keyWrong'
  | 'capacityWrong';
/** Those that are typed. */
export type ServerField = Exclude<keyof ServerDraft, 'readsStream'>;
export type ServerFaults = Partial<Record<ServerField, ServerFault>>;

const MAX_NAME = 80;
const MAX_CAPACITY = 10_000;

/** What does not fit, by field, before anybody is asked. */
export function checkServer({ name, url, apiKey, capacity }: Omit<ServerDraft, 'readsStream'>): ServerFaults {
  const faults: ServerFaults = {};
  if (name.trim() === '') faults.name = 'nameMissing';
  else if (name.trim().length > MAX_NAME) faults.name = 'nameTooLong';
  if (url.trim() === '') faults.url = 'urlMissing';
  else if (!isAddress(url.trim())) faults.url = 'urlWrong';
  if (!/^[\x21-\x7e]{0,500}$/.test(apiKey.trim())) faults.apiKey = 'keyWrong';
  const count = Number(capacity);
  if (capacity.trim() !== '' && !(Number.isInteger(count) && count >= 1 && count <= MAX_CAPACITY))
    faults.capacity = 'capacityWrong';
  return faults;
}

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.search && !url.hash;
}

export const toCapacity = (capacity: string): number | null =>
  capacity.trim() === '' ? null : Number(capacity);
