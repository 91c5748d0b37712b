import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryOnDisk } from './in-memory';

/** The newest long-term version of Node.js; the package names its platform, and runs no script when it is installed. */
const VERSION = '26.12.1';
const PACKAGE = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/**
 * Settings that make the tools run on it, installed outside the checkout so that the lock stays one for all platforms; null
 * when it cannot be had.
 */
export function newestNode(say: (line: string) => void): Record<string, string> | null {
  const folder = join(temporaryOnDisk(), `anshao-node-${VERSION}`);
  const bin = join(folder, 'node_modules', PACKAGE, 'bin');
  const program = join(bin, 'node');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    const args = ['install', '--prefix', folder, '--no-save', '--no-fund', '--no-audit', '--ignore-scripts'];
    const { status, stderr } = spawnSync('npm', [...args, `${PACKAGE}@${VERSION}`], { encoding: 'utf8' });
    if (status !== 0) say(`  ${stderr.trim().split('\n').slice(-3).join(' | ')}`);
  }
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (stdout?.trim() !== `v${VERSION}`) return null;
  say(`Node.js ${stdout.trim()}`);
  return { PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
}
