import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, installedBrowser } from '../../tests/setup/browser';
import { Fault } from '../lib/fault';
import type { Shutdown } from '../lib/shutdown';
import { runCommand } from './tool';

const MINUTE = 60_000;
const DOWNLOADS = 'https://cdn.playwright.dev';

/** How each system's package manager gets a Chromium; the first one that is there is taken. */
const MANAGERS: { program: string; commands: string[][] }[] = [
  {
    program: 'apt-get',
    commands: [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
    ],
  },
  { program: 'dnf', commands: [['dnf', 'install', '-y', 'chromium']] },
  { program: 'apk', commands: [['apk', 'add', 'chromium']] },
  { program: 'pacman', commands: [['pacman', '-S', '--noconfirm', 'chromium']] },
  { program: 'zypper', commands: [['zypper', '--non-interactive', 'install', 'chromium']] },
];

/**
 * A Chromium that starts: Playwright's own (downloaded where that is possible), else an installed Chrome or
 * Chromium, else one from the system's package manager where that needs no password.
 *
 * @returns the path of the program
 * @throws Fault with the one command that installs a browser
 */
export async function ensureBrowser(shutdown: Shutdown): Promise<string> {
  const own = chromium.executablePath();
  if (await starts(own)) return own;
  if (await canDownload()) {
    console.log('• Downloading a browser for the tests …');
    const args = ['node_modules/@playwright/test/cli.js', 'install', '--no-shell', 'chromium'];
    await runCommand(process.execPath, args, { shutdown, timeoutMs: 5 * MINUTE });
    if (await starts(own)) return own;
  }
  const installed = installedBrowser();
  if (installed && (await starts(installed))) return installed;
  await installFromSystem(shutdown);
  const fresh = installedBrowser();
  if (fresh && (await starts(fresh))) return fresh;
  throw new Fault(`The end-to-end tests need a browser. Install one with: ${advice()}`);
}

async function starts(program: string): Promise<boolean> {
  if (!existsSync(program)) return false;
  try {
    const browser = await chromium.launch({ executablePath: program, args: CHROMIUM_FLAGS, timeout: 30_000 });
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

/** Without this question Playwright tries for minutes on a network that has only a package registry. */
async function canDownload(): Promise<boolean> {
  // Node's fetch knows neither a mirror nor a proxy; Playwright does: let it try.
  const { PLAYWRIGHT_DOWNLOAD_HOST, HTTPS_PROXY, https_proxy } = process.env;
  if (PLAYWRIGHT_DOWNLOAD_HOST ?? HTTPS_PROXY ?? https_proxy) return true;
  try {
    await fetch(DOWNLOADS, { method: 'HEAD', signal: AbortSignal.timeout(5_000) });
    return true;
  } catch {
    return false;
  }
}

async function installFromSystem(shutdown: Shutdown): Promise<void> {
  const manager = MANAGERS.find(({ program }) => isOnPath(program));
  const prefix = privilege();
  if (!manager || !prefix) return;
  console.log(`• Installing a browser with ${manager.program} …`);
  for (const command of manager.commands) {
    const [program = '', ...args] = [...prefix, ...command];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await runCommand(program, args, { env, shutdown, timeoutMs: 10 * MINUTE });
  }
}

/** What to put before a command that needs root: nothing as root, sudo where it asks no password; else undefined. */
function privilege(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  if (isOnPath('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0)
    return ['sudo', '-n'];
  return undefined;
}

function advice(): string {
  const manager = MANAGERS.find(({ program }) => isOnPath(program));
  if (!manager) return 'npx playwright install --with-deps chromium';
  return manager.commands.map((command) => `sudo ${command.join(' ')}`).join(' && ');
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}
