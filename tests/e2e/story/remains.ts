import { describe, expect, it } from 'vitest';
import { sequenceLog } from '~/services/log/log-sequencer.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { tracesOf } from '../traces';
import { DECISION, SECRET, story } from './plot';

/** What is left on the server. */
export const remains = () =>
  describe('what stays behind', () => {
    it('is a log whose chain holds', async () => {
      await sequenceLog(story.site.ctx, { everything: true });
      const { ok, problems, tail, links } = await verifyLog(story.site.ctx);
      expect({ ok, problems, tail }).toEqual({ ok: true, problems: [], tail: 0 });
      expect(links).toBeGreaterThan(30);
    });

    it('is nothing of what was told, written or claimed, outside sealed parts', async () => {
      expect(story.site.logged.length).toBeGreaterThan(50);
      expect(await tracesOf(story.site, { ...SECRET, code: story.code })).toEqual([]);
      const published = await tracesOf(story.site, { decision: DECISION });
      expect(published.map(({ where }) => where)).toContain('public.penalty_decision');
    });
  });
