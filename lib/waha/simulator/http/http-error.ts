import type { Features } from '../version';

/** An answer that is not a success; `body` is sent exactly as it is. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(`HTTP ${status}`);
  }
}

/** What an engine throws; WAHA answers 500 with the stack and an echo of the request. */
export class EngineError extends Error {
  constructor(message: string, name = 'Error') {
    super(message);
    this.name = name;
  }
}

const NAMES: Record<number, string> = {
  400: 'Bad Request',
  404: 'Not Found',
  422: 'Unprocessable Entity',
  501: 'Not Implemented',
};

/** Nest's error body; 2024.10 put `statusCode` first, later versions last. */
export function nestError(features: Features, status: number, message: string | string[]): HttpError {
  const error = NAMES[status];
  const body = features.legacyPayloads
    ? { statusCode: status, message, error }
    : { message, error, statusCode: status };
  return new HttpError(status, body);
}

export const badRequest = (features: Features, message: string | string[]) =>
  nestError(features, 400, message);
export const notFound = (features: Features, message: string) => nestError(features, 404, message);
export const unprocessable = (features: Features, message: string) => nestError(features, 422, message);

/** 501 for what an engine lacks (422 before 2025.6.6). */
export function notImplemented(features: Features, engine: string): HttpError {
  const text = `The method is not implemented by '${engine}' engine`;
  return nestError(features, features.notImplementedStatus, text);
}

/** 422 of everything that was Plus before 2026.6.1. */
export function plusOnly(features: Features, engine: string): HttpError {
  const text = `The feature is available only in Plus version for '${engine}' engine.`;
  return unprocessable(
    features,
    `${text} Check this out: https://waha.devlike.pro/docs/how-to/plus-version/`,
  );
}
