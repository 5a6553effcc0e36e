import { PHASE_PRODUCTION_SERVER } from 'next/constants.js';
import createNextIntlPlugin from 'next-intl/plugin';
import { bundleThread } from './lib/tasks/bundle-thread.mjs';

/** Loaded from node_modules while it runs. */
export const EXTERNAL_PACKAGES = [
  '@aws-sdk/client-s3',
  '@aws-sdk/s3-request-presigner',
  'pg',
  'graphile-worker',
  '@node-rs/argon2',
  'pino',
  'pino-pretty',
  '@redis/client',
  'ws',
  // By Next's own list, too.
  'sharp',
];

/** @type {import('next').NextConfig} */
const nextConfig = {
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: EXTERNAL_PACKAGES,
  // The image's folder that runs without node_modules; `npm start` takes the build as it is.
  output: process.env.BUILD_STANDALONE ? 'standalone' : undefined,
  outputFileTracingIncludes: { '/*': ['./db/migrations/**/*', './.bundle/*.cjs'] },
};

/** Messages are compiled at build time: the ICU parser would be 9 kB of every page. */
const withMessages = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  experimental: {
    messages: { path: './messages', format: 'json', locales: ['pt-BR', 'en'], precompile: true },
  },
});

/** Every build, and every start of `next dev`, makes the thread's code anew. */
export default async (phase) => {
  if (phase !== PHASE_PRODUCTION_SERVER) await bundleThread(EXTERNAL_PACKAGES);
  return withMessages(nextConfig);
};
