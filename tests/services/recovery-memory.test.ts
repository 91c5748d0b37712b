import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { directoryVersion } from '#db/schema/county';
import { attestDirectory } from '~/envelope/keys/attestation';
import { openDirectory, type SignedDirectory, signDirectory } from '~/envelope/keys/directory';
import { newSigningKey } from '~/envelope/signing';
import { certifyAll } from '~/services/keys/provision.server';
import { memoryOf, remember, trustAnswer } from '~/services/keys/trust.server';
import { refusedWith } from './in-force';
import { browserOf } from './member-browser';
import { county, ctx, guardians, inForce } from './recovery-county';

describe('what a member’s browser has seen', () => {
  const who = county.of('emergency.lead');
  let signed: SignedDirectory;
  beforeEach(async () => {
    signed = await inForce();
  });

  async function watching(
    changes: { memory?: string | null; answer?: (a: Awaited<ReturnType<typeof trustAnswer>>) => void } = {},
  ) {
    const { checked, trouble, keyring } = await browserOf(who);
    const countyKey = county.directory.publicKey;
    checked.recallFrom({
      memberId: who.memberId,
      memory: changes.memory === undefined ? await memoryOf(ctx.db, who.memberId) : changes.memory,
      signing: () => keyring.member().signing,
      load: async (version, places) => {
        const answer = await trustAnswer(ctx, { version, ...places });
        changes.answer?.(answer);
        return answer;
      },
      save: (memory) => remember(ctx, who.actor, memory),
      mark: () => ({ countyKey, begun: false }),
      begin: async () => undefined,
    });
    return { checked, trouble };
  }

  test('is kept, and follows every version that two known guardians made', async () => {
    const { checked } = await watching();
    await checked.checkedDirectory(signed);
    expect(await memoryOf(ctx.db, who.memberId)).toContain(`"version":${openDirectory(signed).version}`);
    await certifyAll(ctx, guardians, county.directory);
    await certifyAll(ctx, guardians, county.directory);
    const later = await watching();
    expect((await later.checked.checkedDirectory(await inForce())).version).toBe(openDirectory(signed).version + 2);
    await expect(
      remember(ctx, county.actor('fire.lead'), (await memoryOf(ctx.db, who.memberId)) ?? ''),
    ).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('catches up on a page open for long, remembers what it saw there, and needs two guardians there too', async () => {
    let oneGuardian = false;
    const { checked, trouble } = await watching({
      answer: ({ chain }) => {
        const last = chain.at(-1);
        if (oneGuardian && last) last.attestations = last.attestations.slice(0, 1);
      },
    });
    const begun = await checked.checkedDirectory(await inForce());
    await certifyAll(ctx, guardians, county.directory);
    await certifyAll(ctx, guardians, county.directory);
    expect((await checked.checkedDirectory(await inForce())).version).toBe(begun.version + 2);
    expect(trouble.trustProblem()).toBeNull();
    expect(await memoryOf(ctx.db, who.memberId)).toContain(`"version":${begun.version + 2}`);
    await certifyAll(ctx, guardians, county.directory);
    oneGuardian = true;
    expect(await refusedWith(checked.checkedDirectory(await inForce()))).toBe('badSignature');
    expect(trouble.trustProblem()).toBe('directoryUnvouched');
  });

  test('is not undone by an older list, another county key, or no list at all', async () => {
    const { publicKey, seed } = newSigningKey();
    const { statement } = signed;
    const attestations = guardians.map(({ memberId, keys }) => ({
      memberId,
      signature: attestDirectory(statement, publicKey, keys.signing.seed),
    }));
    const foreign = { statement, publicKey, signature: signDirectory(statement, seed), attestations };
    const cases: [string, (answer: { chain: SignedDirectory[] }) => void][] = [
      ['countyKeyChanged', (answer) => answer.chain.splice(0, Infinity, foreign)],
      ['directoryGone', (answer) => answer.chain.splice(0)],
    ];
    for (const [problem, answer] of cases) {
      const { checked, trouble } = await watching({ answer });
      expect(await refusedWith(checked.checkedDirectory(signed))).toBe('badSignature');
      expect(trouble.trustProblem()).toBe(problem);
      // Nor for anything that follows on the page.
      expect(await refusedWith(checked.checkedDirectory(signed))).toBe('badSignature');
    }
    const [first] = await ctx.db.select().from(directoryVersion).where(eq(directoryVersion.version, 1));
    if (!first) throw new Error('no first version');
    const old = { ...first, publicKey: county.directory.publicKey };
    const { checked, trouble } = await watching({ answer: (answer) => void answer.chain.splice(0, Infinity, old) });
    expect(await refusedWith(checked.checkedDirectory(old))).toBe('badSignature');
    expect(trouble.trustProblem()).toBe('directoryOlder');
    // A later list without the one seen before it would vouch for its own guardians.
    await (await watching()).checked.checkedDirectory(signed);
    await certifyAll(ctx, guardians, county.directory);
    const newest = await inForce();
    const torn = await watching({
      answer: (answer) => void answer.chain.splice(0, Infinity, { ...newest, attestations: [...newest.attestations] }),
    });
    expect(await refusedWith(torn.checked.checkedDirectory(newest))).toBe('badSignature');
    expect(torn.trouble.trustProblem()).toBe('directoryForked');
    const forged = await watching({ memory: '{"version":1}' });
    expect(await refusedWith(forged.checked.checkedDirectory(signed))).toBe('badSignature');
    expect(forged.trouble.trustProblem()).toBe('memoryForged');
  });
});
