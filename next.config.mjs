import createNextIntlPlugin from 'next-intl/plugin';

/** @type {import('next').NextConfig} */
const nextConfig = {
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['postgres', 'graphile-worker', '@node-rs/argon2', 'pino', 'pino-pretty'],
  outputFileTracingIncludes: { '/*': ['./db/migrations/**/*'] },
};

export default createNextIntlPlugin('./lib/i18n/request.ts')(nextConfig);
