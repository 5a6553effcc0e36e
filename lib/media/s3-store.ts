import { rm, stat } from 'node:fs/promises';
import {
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Disk } from 'flydrive';
import { S3Driver } from 'flydrive/drivers/s3';
import { AppError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { type FileStore, LISTED_AT_ONCE } from './file-store';

export type S3Settings = {
  bucket: string;
  /** Any S3 but Amazon's. */
  endpoint?: string;
  region: string;
  /** Without them the machine's own role is asked for. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** The bucket stands in the path, not in the host's name. */
  isPathStyle: boolean;
};

const CONNECT_MS = 5_000;
const REQUEST_MS = 60_000;

/** Files in a bucket of an S3. What it does not do throws `unavailable`, and the log says why. */
export function s3Store(settings: S3Settings): FileStore {
  const { bucket } = settings;
  const client = connect(settings);
  const disk = new Disk(new S3Driver({ client, bucket, visibility: 'private', supportsACL: false }));
  const check = async () => {
    await asked(settings, client.send(new HeadBucketCommand({ Bucket: bucket })));
  };
  return {
    check,
    put: async (key, path) => {
      const { size } = await stat(path);
      await asked(settings, disk.copyFromFs(path, key, { contentLength: size }));
      await rm(path, { force: true });
    },
    size: async (key) => {
      if (await asked(settings, disk.exists(key)))
        return (await asked(settings, disk.getMetaData(key))).contentLength;
      // HEAD says 404 for a bucket that is away, too.
      await check();
      return undefined;
    },
    remove: (key) => asked(settings, disk.delete(key)),
    read: async (key, { start, end }) => {
      const range = `bytes=${start}-${end}`;
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, Range: range });
      const { Body } = await asked(settings, client.send(command));
      if (!Body) throw new AppError('not_found');
      return Body.transformToWebStream();
    },
    sign: (key, { size, seconds }) => {
      const command = new PutObjectCommand({ Bucket: bucket, Key: key, ContentLength: size });
      return getSignedUrl(client, command, { expiresIn: seconds });
    },
    listIncoming: (before) => listBucket(settings, client, before, INCOMING),
    list: (before) => listBucket(settings, client, before, KEPT),
  };
}

function connect({ endpoint, region, credentials, isPathStyle }: S3Settings): S3Client {
  return new S3Client({
    endpoint,
    region,
    credentials,
    forcePathStyle: isPathStyle,
    // Others than Amazon's don't know the checksums that the client adds since 3.729.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: REQUEST_MS },
  });
}

async function* listBucket(
  settings: S3Settings,
  client: S3Client,
  before: Date,
  wanted: RegExp,
): AsyncGenerator<string[]> {
  let from: string | undefined;
  do {
    const command = new ListObjectsV2Command({
      Bucket: settings.bucket,
      MaxKeys: LISTED_AT_ONCE,
      ContinuationToken: from,
    });
    const page = await asked(settings, client.send(command));
    const old = (page.Contents ?? []).filter(({ LastModified }) => LastModified && LastModified < before);
    if (old.length > 0) yield old.flatMap(({ Key }) => (Key && wanted.test(Key) ? [Key] : []));
    from = page.NextContinuationToken;
  } while (from);
}

/** A bucket may hold what is not ours. */
const KEPT = /^[0-9a-f-]{36}\/[0-9a-f-]{36}$/;
const INCOMING = /^incoming\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/;

/** Answers with what S3 did; its refusals become ours. */
async function asked<T>(settings: S3Settings, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    const name = cause instanceof Error ? cause.name : 'unknown';
    if (name === 'NoSuchKey') throw new AppError('not_found', { cause });
    const said = cause instanceof S3ServiceException ? cause.$metadata.httpStatusCode : undefined;
    log().error(
      { bucket: settings.bucket, endpoint: settings.endpoint, name, status: said },
      reasonOf(name, said),
    );
    throw new AppError('unavailable', { detail: 'storageAway', retryAfter: 5, cause });
  }
}

function reasonOf(name: string, status: number | undefined): string {
  if (name === 'NoSuchBucket' || status === 404)
    return 'The storage has no such bucket: STORAGE_BUCKET, STORAGE_REGION';
  if (status === 401 || status === 403)
    return 'The storage refuses these credentials: STORAGE_ACCESS_KEY_ID, STORAGE_SECRET_ACCESS_KEY';
  return 'The storage can not be reached: STORAGE_ENDPOINT';
}
