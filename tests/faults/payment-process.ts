import { readFileSync } from 'node:fs';
import { openContext } from '~/cli/open-context';
import type { Member } from '~/domain/acts/permission';
import { type Payment, payReward } from '~/services/reward/payout.server';
import { readEnvironment } from '~/web/env.server';

/** A process in which a finance officer records a payment: what the web process does with the posted form. */
const { actor, payment } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  actor: Member;
  payment: Payment;
};
const { ctx, close } = await openContext(readEnvironment(process.env));
const paid = await payReward(ctx, actor, payment).then(
  () => ({ paid: true }),
  (error: { code?: string; data?: unknown }) => ({ code: error.code }),
);
await close();
process.stdout.write(`${JSON.stringify(paid)}\n`);
