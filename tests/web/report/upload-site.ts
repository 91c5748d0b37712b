import { beforeAll } from 'vitest';
import { type TestContext, testContext } from '../../services/test-context';

export let ctx: TestContext;

beforeAll(async () => {
  ctx = await testContext();
});

export const stream = (start: (controller: ReadableStreamDefaultController<Uint8Array>) => void) =>
  new ReadableStream<Uint8Array>({ start });
