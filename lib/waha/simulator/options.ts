/** WhatsApp engines the simulator can stand for. One per server, as in WAHA itself. */
export type Engine = 'NOWEB' | 'GOWS' | 'WEBJS';

/** Waits and lifetimes in milliseconds, before they are divided by `speed`. */
export interface Timings {
  /** STARTING until the network answers with a QR. */
  connectMs: number;
  /** STARTING until WORKING with valid credentials (observed on 2026.2.1: 0.5 s). */
  resumeMs: number;
  /** Scan until the status leaves SCAN_QR_CODE, and STARTING until WORKING afterwards. */
  pairMs: number;
  /** `stop` holds its answer; undefined means per version and engine. */
  stopMs?: number;
  qrFirstMs: number;
  qrNextMs: number;
  /** Server-side wait of calls on a session that runs, but not in the wanted status. */
  statusWaitMs: number;
  /** The same for a session that does not run. */
  absentWaitMs: number;
  lockWaitMs: number;
  /** How long a downloaded file stays under /api/files (WHATSAPP_FILES_LIFETIME). */
  fileLifetimeMs: number;
  /** Time between a send and the server's, the device's and the reader's receipt. */
  ackStepMs: number;
  /** The account stays online this long after an API call. */
  onlineMs: number;
  /** Process restart: how long the port stays closed. */
  rebootMs: number;
}

/** What `startSimulator` takes; everything has a default. */
export interface SimulatorOptions {
  /** 0 picks a free port. */
  port?: number;
  host?: string;
  apiKey?: string;
  engine?: Engine;
  /** WAHA version to stand for, `YYYY.M.N`. */
  version?: string;
  /** 1 = real timings; n = every wait divided by n; 0 = waits vanish, lifetimes stay real. */
  speed?: number;
  seed?: number;
  /** Folder for credentials and chats, so that a restart keeps linked phones. */
  dataDir?: string;
  /** false: the session config is gone after a process restart, as in WAHA Core before 2026.6.1. */
  configPersists?: boolean;
  /** WAHA_PRESENCE_AUTO_ONLINE. */
  autoOnline?: boolean;
  /** Address that media URLs carry (WAHA_BASE_URL); default: the simulator's own. */
  baseUrl?: string;
  timings?: Partial<Timings>;
}

/** Options with every default filled in. */
export interface ResolvedOptions extends Required<Omit<SimulatorOptions, 'dataDir' | 'baseUrl' | 'timings'>> {
  dataDir: string | undefined;
  baseUrl: string | undefined;
  timings: Timings;
}

const REAL_TIMINGS: Timings = {
  connectMs: 600,
  resumeMs: 500,
  pairMs: 2_000,
  qrFirstMs: 60_000,
  qrNextMs: 20_000,
  statusWaitMs: 10_000,
  absentWaitMs: 5_000,
  lockWaitMs: 5_000,
  fileLifetimeMs: 180_000,
  ackStepMs: 150,
  onlineMs: 25_000,
  rebootMs: 500,
};

/** Fills in the defaults. Versions before 2026.6.1 forget configs unless told otherwise. */
export function resolveOptions(options: SimulatorOptions, forgetsConfig: boolean): ResolvedOptions {
  return {
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    apiKey: options.apiKey ?? 'simulator-key',
    engine: options.engine ?? 'NOWEB',
    version: options.version ?? '2026.8.2',
    speed: options.speed ?? 1,
    seed: options.seed ?? 1,
    dataDir: options.dataDir,
    configPersists: options.configPersists ?? !forgetsConfig,
    autoOnline: options.autoOnline ?? true,
    baseUrl: options.baseUrl,
    timings: { ...REAL_TIMINGS, ...options.timings },
  };
}
