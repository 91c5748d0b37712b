import type { ActionFunctionArgs } from '@remix-run/node';
import { readStamp } from '~/contract/posted/stamp';
import { Refusal } from '~/domain/refusal';
import { certifyDirectory, proposeDirectory, withdrawProposal } from '~/services/keys/certification.server';
import { makeDirectoryKey } from '~/services/keys/directory.server';
import { requireBytes } from '~/services/keys/public-key.server';
import { certifyRouting, proposeRouting, withdrawRouting } from '~/services/keys/routing-certification.server';
import { confirmLogKey } from '~/services/log/log-key-confirmation.server';
import type { ParsedForm } from '~/web/form.server';
import type { Staff } from '~/web/staff/staff.server';
import { type StaffActs, staffActs } from '~/web/staff/staff-acts.server';

/** What is done on the page of the signed list and routing. */
export function directoryAction(args: ActionFunctionArgs) {
  return staffActs(args, ACTS, { fieldBytes: 8 * 1024 * 1024 });
}

/** A next version as it was signed; `stamp` is null without one. */
const proposed = (form: ParsedForm) => ({
  statement: form.text('statement'),
  signature: form.text('signature'),
  ...vouched(form),
});
const vouched = (form: ParsedForm) => ({ attestation: form.text('attestation'), stamp: readStamp(form.text('stamp')) });
const routingVouched = (form: ParsedForm) => form.text('routingAttestation') || null;

function versionIn(form: ParsedForm): number {
  const version = Number(form.text('version'));
  if (!Number.isSafeInteger(version) || version < 1) throw new Refusal('notFound');
  return version;
}

async function certify({ ctx, actor }: Staff, form: ParsedForm, byReserve: boolean) {
  const version = versionIn(form);
  const certified = { version, ...vouched(form), byReserve, routingAttestation: routingVouched(form) };
  await certifyDirectory(ctx, actor, certified);
  return { done: 'certified' as const, version };
}

const ACTS = {
  make: [
    'directory.begin',
    async ({ ctx, actor }, form) => {
      const wrapped = requireBytes(form.text('wrapped'));
      await makeDirectoryKey(ctx, actor, { publicKey: form.text('publicKey'), wrapped });
      return { done: 'made' as const, version: 0 };
    },
  ],
  confirmLogKey: [
    'log.confirmKey',
    async ({ ctx, actor }, form) => {
      await confirmLogKey(ctx, actor, { number: Number(form.text('number')), signature: form.text('signature') });
      return { done: 'logKey' as const, version: 0 };
    },
  ],
  propose: [
    'directory.propose',
    async ({ ctx, actor }, form) => {
      const version = await proposeDirectory(ctx, actor, {
        ...proposed(form),
        routingAttestation: routingVouched(form),
      });
      return { done: 'proposed' as const, version };
    },
  ],
  proposeRouting: [
    'routing.propose',
    async ({ ctx, actor }, form) => ({
      done: 'proposed' as const,
      version: await proposeRouting(ctx, actor, proposed(form)),
    }),
  ],
  confirm: ['directory.certify', (staff, form) => certify(staff, form, false)],
  confirmByReserve: ['directory.certifyByReserve', (staff, form) => certify(staff, form, true)],
  confirmRouting: [
    'routing.certify',
    async ({ ctx, actor }, form) => {
      const version = versionIn(form);
      await certifyRouting(ctx, actor, { version, ...vouched(form) });
      return { done: 'certified' as const, version };
    },
  ],
  withdraw: [
    'directory.propose',
    async ({ ctx, actor }, form) => {
      const version = versionIn(form);
      await withdrawProposal(ctx, actor, version);
      return { done: 'withdrawn' as const, version };
    },
  ],
  withdrawRouting: [
    'routing.propose',
    async ({ ctx, actor }, form) => {
      const version = versionIn(form);
      await withdrawRouting(ctx, actor, version);
      return { done: 'withdrawn' as const, version };
    },
  ],
} as const satisfies StaffActs;
