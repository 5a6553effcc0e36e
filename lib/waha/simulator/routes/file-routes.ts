import { HttpError } from '../http/http-error';
import { ANSWERED, type Call, Raw, type Router } from '../http/router';

/** /api/files/{session}/{id}.{ext}: behind the key, for 180 s. */
export function fileRoutes(router: Router): void {
  router.on('GET', '/api/files/:session/:file', serveFile);
}

function serveFile(call: Call): unknown {
  const { world, params, response } = call;
  const name = `${params.session}/${params.file}`;
  const fault = world.faults.takeFile(params.session ?? '');
  if (fault === '403')
    throw new HttpError(403, { message: 'Forbidden resource', error: 'Forbidden', statusCode: 403 });
  const media = fault === '404' ? undefined : world.files.find(name);
  if (!media) throw new HttpError(404, fileNotFound(name));
  const type = media.mimetype;
  if (fault === 'cut') {
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': media.bytes.length + 1000 });
    response.write(media.bytes.subarray(0, Math.ceil(media.bytes.length / 2)), () => response.destroy());
    return ANSWERED;
  }
  if (fault === 'slow') return world.clock.wait(20_000).then(() => new Raw(type, media.bytes));
  return new Raw(type, media.bytes);
}

function fileNotFound(name: string) {
  const details = `ENOENT: no such file or directory, stat '/tmp/whatsapp-files/${name}'`;
  return { error: { code: 404, key: 'FILE_NOT_FOUND', message: 'File not found', details } };
}
