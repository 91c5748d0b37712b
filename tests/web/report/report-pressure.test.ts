import { beforeAll, expect, test } from 'vitest';
import { encodeReport } from '~/contract/posted/report';
import { playedContext } from '../../services/played-context';
import { reportDraft } from '../../services/report-drafts';
import { sealedInBrowser } from '../../services/sealed-submission';
import type { TestContext } from '../../services/test-context';
import { testSite } from '../test-site';

let ctx: TestContext;
beforeAll(async () => {
  ({ ctx } = await playedContext());
});

test('one report sent again and again puts work on nobody, and its answers do not tell; new ones do', async () => {
  const site = await testSite({ '/:lang/report/sealed': {} }, { ctx, pressureLimits: { pressedAt: 2 } });
  const send = async (body: Uint8Array<ArrayBuffer>) => {
    const headers = { Origin: ctx.origin, 'Content-Type': 'application/octet-stream' };
    const answer = await fetch(`${site.url}/zh/report/sealed`, { method: 'POST', headers, body });
    return answer.status === 200 ? await answer.text() : [answer.status, answer.headers.get('x-proof-of-work')];
  };
  const sealed = async () => encodeReport((await sealedInBrowser(ctx, reportDraft())).posted);
  const first = await sealed();
  for (let n = 0; n < 5; n += 1) expect(await send(first)).toBe('{"ok":true}');
  expect(await send(await sealed())).toBe('{"ok":true}');
  expect(await send(await sealed())).toEqual([429, 'needed']);
});
