import { describe, expect, test } from 'vitest';
import { readiness, reportingOpen } from '~/services/county/county.server';
import { currentUnitKey, grantsOf } from '~/services/keys/unit-key.server';
import { playedContext } from './played-context';

describe('a county with its keys', async () => {
  const { ctx, county } = await playedContext();

  test('reporting is open and nothing is missing', async () => {
    expect(await reportingOpen(ctx.db)).toMatchObject({ open: true, missing: [] });
  });

  test('everybody in a keyed unit holds its key; the administrator holds none', async () => {
    expect(await grantsOf(ctx.db, county.of('fire.lead').memberId)).toHaveLength(1);
    expect(await grantsOf(ctx.db, county.of('admin').memberId)).toHaveLength(0);
    expect(await currentUnitKey(ctx.db, county.unitIds.fire)).toEqual(county.unitRef('fire'));
    expect((await readiness(ctx.db)).find((one) => one.unitId === county.unitIds.fire)?.holders).toBe(4);
  });
});
