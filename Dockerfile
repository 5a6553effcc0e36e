# syntax=docker/dockerfile:1
# The web server with its job runner. Everything it needs is in .next/standalone: no npm, no sources, no compiler.
ARG NODE=22-bookworm-slim

FROM node:${NODE} AS build
WORKDIR /build
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN BUILD_STANDALONE=1 npm run build

FROM node:${NODE}
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=8500 KEEP_ALIVE_TIMEOUT=125000 RECADO_DATA_DIR=/data
WORKDIR /app
# These three lines are what `npm run test:image` copies, too.
COPY --from=build /build/.next/standalone ./
COPY --from=build /build/.next/static ./.next/static
COPY --from=build /build/public ./public
# Files people send; the only place that is written to, beside /tmp.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8500
# Answers only after the migrations; a stop lets what runs end, within 10 s.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=32", "server.js"]
