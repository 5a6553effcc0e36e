import { inTransaction, type Scope } from '@/lib/core/scope';
import { sha256 } from '@/lib/core/secrets';
import { authenticate } from './authenticate';
import { type RouteDefinition, type RouteHandler, toResponse } from './define-route';
import { type Answer, once } from './idempotency';
import { type UploadedFile, withUpload } from './receive-upload';
import { respond } from './respond';

type Place = {
  /** Throws unless the caller may upload; asked before the body is read. */
  authorize: (scope: Scope) => void;
  folder: () => Promise<string>;
  /** Largest file in bytes. */
  limit: () => number;
};

type Upload = {
  scope: Scope;
  file: UploadedFile;
  /** Commits what records the file, once per `Idempotency-Key` and content. */
  commit: (record: (inside: Scope) => Promise<unknown>) => Promise<Answer>;
};

/** A route that takes one file as `multipart/form-data`, by cookie and by token alike, in flat memory. */
export function defineUpload(
  definition: RouteDefinition,
  place: Place,
  run: (upload: Upload) => Promise<Answer>,
): RouteHandler {
  const handler = (request: Request) =>
    respond(request, async () => {
      const { scope } = await authenticate(request);
      place.authorize(scope);
      const options = { folder: await place.folder(), limit: place.limit() };
      const answer = await withUpload(request, options, (file) => {
        const commit: Upload['commit'] = (record) =>
          commitOnce(scope, request, file, async (inside) => ({
            status: definition.status ?? 201,
            body: await record(inside),
          }));
        return run({ scope, file, commit });
      });
      return toResponse(answer);
    });
  return Object.assign(handler, { definition });
}

/** The form's boundary differs each time: the file, its name and type are what makes two requests the same. */
function commitOnce(
  scope: Scope,
  request: Request,
  file: UploadedFile,
  call: (inside: Scope) => Promise<Answer>,
): Promise<Answer> {
  const key = request.headers.get('idempotency-key');
  if (key === null) return inTransaction(scope, call);
  const route = `${request.method} ${new URL(request.url).pathname}`;
  const body = Buffer.from(sha256(JSON.stringify([file.sha256, file.filename, file.mimetype])));
  return once(scope, { route, key, body }, call);
}
