import { request } from 'node:http';
import { expect } from '@playwright/test';
import type { Problem } from '@/lib/core/problem';
import type { UploadView } from '@/lib/media/schema';
import type { Answer } from './client';

/** A picture of one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export type Part = { bytes: Buffer; name?: string; type?: string };
export type Caller = { url: string; headers: Record<string, string> };

export const bearer = (url: string, token: string): Caller => ({
  url,
  headers: { authorization: `Bearer ${token}` },
});

/** Posts a form with one file, as a browser does. */
export async function postFile<T = Problem>(
  { url, headers }: Caller,
  { bytes, name = 'foto.png', type = 'application/octet-stream' }: Part,
  more: Record<string, string> = {},
): Promise<Answer<T>> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)], { type }), name);
  const response = await fetch(`${url}/api/media`, {
    method: 'POST',
    body: form,
    headers: { ...headers, ...more },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as T };
}

/** As {@link postFile}; it must succeed. */
export async function upload(caller: Caller, part: Part): Promise<UploadView> {
  const answer = await postFile<UploadView>(caller, part);
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
}

/** The answer for a file with its bytes. */
export async function download(
  { url, headers }: Caller,
  id: string,
  more: Record<string, string> = {},
  method = 'GET',
) {
  const response = await fetch(`${url}/api/media/${id}`, { method, headers: { ...headers, ...more } });
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

export const BOUNDARY = 'recado-test';
export const FORM_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;
/** What stands before the bytes of the file in a form written by hand. */
export const FORM_HEAD = Buffer.from(
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="a.bin"\r\ncontent-type: application/octet-stream\r\n\r\n`,
);

/** Begins an upload of a megabyte that never ends; the answer cuts it. */
export function beginUpload({ url, headers }: Caller): () => void {
  const call = request(`${url}/api/media`, {
    method: 'POST',
    headers: { ...headers, 'content-type': FORM_TYPE },
    // One that was kept open may be closed by the server just now.
    agent: false,
  });
  let isCut = false;
  call.on('error', (error) => {
    if (!isCut) throw error;
  });
  call.write(FORM_HEAD);
  call.write(Buffer.alloc(1024 * 1024));
  return () => {
    isCut = true;
    call.destroy();
  };
}
