import { badRequest } from '../http/http-error';
import type { Features } from '../version';

export interface WebhookConfig {
  url: string;
  events: string[];
  hmac?: { key: string | null } | null;
  retries?: { policy?: string; delaySeconds?: number; attempts?: number } | null;
  customHeaders?: { name: string; value: string }[] | null;
}

/** The part of WAHA's session config that the simulator acts on; the rest is echoed. */
export interface SessionConfig {
  metadata?: Record<string, string>;
  webhooks?: WebhookConfig[];
  ignore?: { status?: boolean; groups?: boolean; channels?: boolean; broadcast?: boolean };
  noweb?: { markOnline?: boolean; store?: { enabled?: boolean; fullSync?: boolean } };
  webjs?: { tagsEventsOn?: boolean };
  [other: string]: unknown;
}

const KNOWN = ['metadata', 'webhooks', 'ignore', 'noweb', 'gows', 'webjs', 'proxy', 'debug', 'client'];
const WEBHOOK_KEYS = ['url', 'events', 'hmac', 'retries', 'customHeaders'];
const POLICIES = ['linear', 'exponential', 'constant'];

/**
 * Checks and trims a session config as WAHA's validation pipe does: unknown keys are dropped in silence,
 * an unknown event or a non-string metadata value is answered with 400.
 */
export function readSessionConfig(input: unknown, features: Features): SessionConfig | null {
  if (input === undefined || input === null) return null;
  if (!isObject(input)) throw badRequest(features, ['nested property config must be either object or array']);
  const config: SessionConfig = {};
  for (const key of KNOWN) if (input[key] !== undefined) config[key] = input[key];
  checkMetadata(input.metadata, features);
  if (input.webhooks !== undefined && input.webhooks !== null) {
    if (!Array.isArray(input.webhooks)) throw badRequest(features, 'config.webhooks must be an array');
    config.webhooks = input.webhooks.map((hook, index) => readWebhook(hook, index, features));
  }
  return config;
}

/** Checks a session name: 54 characters, since 2025.8.1 letters, digits, `_` and `-` only. */
export function checkSessionName(name: unknown, features: Features): asserts name is string {
  const messages: string[] = [];
  if (typeof name !== 'string') messages.push('name must be a string');
  if (typeof name !== 'string' || name.length > 54) {
    messages.push('name must be shorter than or equal to 54 characters');
  }
  if (typeof name !== 'string' || (!features.legacyPayloads && !/^[A-Za-z0-9_-]+$/.test(name))) {
    messages.push(
      'name can only contain alphanumeric characters, hyphens, and underscores (a-z, A-Z, 0-9, -, _)',
    );
  }
  if (messages.length > 0) throw badRequest(features, messages);
}

function checkMetadata(metadata: unknown, features: Features): void {
  if (metadata === undefined || metadata === null) return;
  const flat = isObject(metadata) && Object.values(metadata).every((value) => typeof value === 'string');
  if (!flat) throw badRequest(features, 'config.metadata must be an object with string values');
}

function readWebhook(hook: unknown, index: number, features: Features): WebhookConfig {
  const at = `config.webhooks.${index}`;
  if (!isObject(hook)) throw badRequest(features, `${at} must be an object`);
  if (typeof hook.url !== 'string' || !/^https?:\/\/[^\s/]+/.test(hook.url)) {
    throw badRequest(features, `${at}.url must be a URL address`);
  }
  const { events } = hook;
  const allowed = features.legacyPayloads ? features.events : ['*', ...features.events];
  if (!Array.isArray(events)) throw badRequest(features, `${at}.events must be an array`);
  if (!events.every((event) => allowed.includes(event))) {
    const names = features.events.join(', ');
    throw badRequest(features, `${at}.each value in events must be one of the following values: ${names}`);
  }
  checkRetries(hook.retries, at, features);
  return Object.fromEntries(
    WEBHOOK_KEYS.filter((key) => hook[key] !== undefined).map((key) => [key, hook[key]]),
  ) as unknown as WebhookConfig;
}

function checkRetries(retries: unknown, at: string, features: Features): void {
  if (retries === undefined || retries === null) return;
  if (!isObject(retries)) throw badRequest(features, `${at}.retries must be an object`);
  if (retries.policy !== undefined && !POLICIES.includes(String(retries.policy))) {
    throw badRequest(
      features,
      `${at}.retries.policy must be one of the following values: ${POLICIES.join(', ')}`,
    );
  }
  for (const key of ['delaySeconds', 'attempts']) {
    if (retries[key] !== undefined && typeof retries[key] !== 'number') {
      const text = `${at}.retries.${key} must be a number conforming to the specified constraints`;
      throw badRequest(features, text);
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
