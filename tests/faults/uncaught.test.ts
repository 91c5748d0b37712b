import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const MARK = 'zhang-san-13800001234';
const run = (kind: string) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'tests/faults/uncaught-process.ts', kind, MARK], {
    encoding: 'utf8',
    timeout: 60_000,
  });

test.each([
  ['thrown', 'exception.uncaught', 1],
  ['rejected', 'rejection.unhandled', 0],
])('what is %s and nobody catches is one line without its message, and all is ended in order', (kind, event, code) => {
  const { stdout, stderr, status } = run(kind);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map((line) => line.event)).toEqual([event, 'stopped']);
  expect(lines[0]).toMatchObject({ error: 'Error ENOENT' });
  expect(stdout + stderr).not.toContain(MARK);
  expect(status).toBe(code);
});
