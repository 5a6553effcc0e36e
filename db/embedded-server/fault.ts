/** Why the embedded Postgres can't run: one sentence for whoever started it, never a stack. */
export class EmbeddedPostgresError extends Error {}

const NO_SPACE = /no space left on device|ENOSPC|disk quota exceeded/i;

/** True when an error, or what a program printed, says that the disk is full (Node's code, or Postgres's 53100). */
export function isDiskFull(error: unknown): boolean {
  if (typeof error === 'string') return NO_SPACE.test(error);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') return true;
  return NO_SPACE.test(error.message) || isDiskFull(error.cause);
}

/** The sentence for a full disk under `folder`. */
export function diskFull(folder: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(`The disk that holds ${folder} is full: free some space and start again.`);
}

/** Turns an error of the file system at `folder` into its sentence; other errors come back as they are. */
export function fileFault(error: unknown, folder: string): unknown {
  if (isDiskFull(error)) return diskFull(folder);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new EmbeddedPostgresError(
      `${folder} can't be written by this user: change its owner, or set RECADO_DATA_DIR.`,
    );
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new EmbeddedPostgresError(
      `${folder} is in the way: it should be a folder. Move it, or set RECADO_DATA_DIR.`,
    );
  }
  return error;
}
