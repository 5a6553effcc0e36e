import S3rver from 's3rver';

/** What it takes for a key, and for a secret. */
const KEY = 'S3RVER';

/** What docs/deploy.md asks for, so that browsers may put files there. */
const CORS = `<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>PUT</AllowedMethod>
  </CORSRule></CORSConfiguration>`;

export type TestS3 = {
  settings: {
    bucket: string;
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    isPathStyle: boolean;
  };
  /** The same as a server's settings. */
  env: Record<string, string>;
  /** Takes it away, and brings it back to the same address with what was in it. */
  stop: () => Promise<void>;
  start: () => Promise<void>;
};

/** Starts an S3 of this machine that checks access keys (no signatures), with one bucket; its files are in `directory`. */
export async function startS3(directory: string): Promise<TestS3> {
  const bucket = 'recado';
  const configureBuckets = [{ name: bucket, configs: [CORS] }];
  const begin = async (at: number) => {
    const server = new S3rver({ address: '127.0.0.1', port: at, directory, silent: true, configureBuckets });
    return { server, port: (await server.run()).port };
  };
  let { server, port } = await begin(0);
  const endpoint = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: KEY, secretAccessKey: KEY };
  return {
    settings: { bucket, endpoint, region: 'us-east-1', credentials, isPathStyle: true },
    env: {
      STORAGE_BUCKET: bucket,
      STORAGE_ENDPOINT: endpoint,
      STORAGE_ACCESS_KEY_ID: KEY,
      STORAGE_SECRET_ACCESS_KEY: KEY,
    },
    stop: () => server.close(),
    start: async () => {
      ({ server, port } = await begin(port));
    },
  };
}
