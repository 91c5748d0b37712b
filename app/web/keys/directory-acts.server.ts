import type { ActionFunctionArgs } from '@remix-run/node';
import { directoryForms } from '~/contract/posted/key-forms';
import { certifyDirectory, proposeDirectory, withdrawProposal } from '~/services/keys/certification.server';
import { makeDirectoryKey } from '~/services/keys/directory.server';
import { certifyRouting, proposeRouting, withdrawRouting } from '~/services/keys/routing-certification.server';
import { confirmLogKey } from '~/services/log/log-key-confirmation.server';
import type { Staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';

/** What can be done on the page of the signed list and routing. */
export function directoryAction(args: ActionFunctionArgs) {
  return staffActs(args, ACTS, { fieldBytes: 8 * 1024 * 1024 });
}

type Certified = ReturnType<(typeof directoryForms)['confirm']['read']>;

const certify =
  (byReserve: boolean) =>
  async ({ ctx, actor }: Staff, certified: Certified) => {
    await certifyDirectory(ctx, actor, { ...certified, byReserve });
    return { done: 'certified' as const, version: certified.version };
  };

const ACTS = formActs(directoryForms, {
  make: async ({ ctx, actor }, made) => {
    await makeDirectoryKey(ctx, actor, made);
    return { done: 'made' as const, version: 0 };
  },
  confirmLogKey: async ({ ctx, actor }, confirmed) => {
    await confirmLogKey(ctx, actor, confirmed);
    return { done: 'logKey' as const, version: 0 };
  },
  propose: async ({ ctx, actor }, proposed) => ({
    done: 'proposed' as const,
    version: await proposeDirectory(ctx, actor, proposed),
  }),
  proposeRouting: async ({ ctx, actor }, proposed) => ({
    done: 'proposed' as const,
    version: await proposeRouting(ctx, actor, proposed),
  }),
  confirm: certify(false),
  confirmByReserve: certify(true),
  confirmRouting: async ({ ctx, actor }, certified) => {
    await certifyRouting(ctx, actor, certified);
    return { done: 'certified' as const, version: certified.version };
  },
  withdraw: async ({ ctx, actor }, { version }) => {
    await withdrawProposal(ctx, actor, version);
    return { done: 'withdrawn' as const, version };
  },
  withdrawRouting: async ({ ctx, actor }, { version }) => {
    await withdrawRouting(ctx, actor, version);
    return { done: 'withdrawn' as const, version };
  },
});
