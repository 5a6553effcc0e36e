import createNextIntlPlugin from 'next-intl/plugin';

/** @type {import('next').NextConfig} */
const nextConfig = {
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: [
    '@aws-sdk/client-s3',
    '@aws-sdk/s3-request-presigner',
    'pg',
    'graphile-worker',
    '@node-rs/argon2',
    'pino',
    'pino-pretty',
    '@redis/client',
    'ws',
  ],
  // The image's folder that runs without node_modules; `npm start` takes the build as it is.
  output: process.env.BUILD_STANDALONE ? 'standalone' : undefined,
  outputFileTracingIncludes: { '/*': ['./db/migrations/**/*'] },
};

/** Messages are compiled at build time: the ICU parser would be 9 kB of every page. */
const withMessages = createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  experimental: {
    messages: { path: './messages', format: 'json', locales: ['pt-BR', 'en'], precompile: true },
  },
});

export default withMessages(nextConfig);
