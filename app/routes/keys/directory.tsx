import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { readStamp } from '~/contract/posted/stamp';
import { Refusal } from '~/domain/refusal';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { ConfirmLogKey } from '~/routes/log/confirm-log-key';
import { today } from '~/services/context.server';
import { certifyDirectory, proposeDirectory, withdrawProposal } from '~/services/keys/certification.server';
import { directoryPage, makeDirectoryKey } from '~/services/keys/directory.server';
import { alarmsFor } from '~/services/keys/key-alarm.server';
import { requireBytes } from '~/services/keys/public-key.server';
import { certifyRouting, proposeRouting, withdrawRouting } from '~/services/keys/routing-certification.server';
import { confirmLogKey, unconfirmedLogKey } from '~/services/log/log-key-confirmation.server';
import { EmptyState } from '~/ui/empty-state';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import type { ParsedForm } from '~/web/form.server';
import { type Staff, staff } from '~/web/staff/staff.server';
import { type StaffActs, staffActs } from '~/web/staff/staff-acts.server';
import { keysWords } from '~/words/keys/keys';
import { CertifiedTable, DirectoryForm } from './directory-form';
import { DirectoryProposal } from './directory-proposal';
import { KeyAlarmList } from './key-alarm-list';
import { MakeDirectoryKey } from './make-directory-key';
import { ReserveLink } from './reserve-link';
import { RoutingSection } from './routing-section';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: keysWords[data?.lang ?? 'zh'].directory.title },
];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang }) => {
    const { grants, ...page } = await directoryPage(ctx, actor);
    const alarms = await alarmsFor(ctx, actor, 'directory.certify');
    const keyId = page.seed?.unitKeyId ?? page.guardiansKey?.unitKeyId;
    return {
      ...page,
      alarms,
      logKey: await unconfirmedLogKey(ctx, actor),
      lang,
      me: actor.memberId,
      today: today(ctx),
      grant: grants.find((grant) => grant.unitKeyId === keyId) ?? null,
    };
  });
}

export function action(args: ActionFunctionArgs) {
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

export default function Directory() {
  const page = useLoaderData<typeof loader>();
  const { lang, guardiansKey, publicKey, grant, directory, proposal } = page;
  const words = keysWords[lang].directory;
  const { data: answer } = useFetcher<typeof action>({ key: 'directory' });
  const done = answer && 'done' in answer && answer.done !== 'made' && answer.done !== 'logKey' ? answer : null;
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {done && (
        <NotificationBanner success={done.done === 'certified'}>
          {done.done === 'certified'
            ? words.signed(done.version)
            : done.done === 'proposed'
              ? words.proposed(done.version)
              : words.withdrawn}
        </NotificationBanner>
      )}
      {!guardiansKey && <EmptyState title={words.noUnitKey} />}
      {guardiansKey && grant && !publicKey && <MakeDirectoryKey lang={lang} grant={grant} />}
      {publicKey && (
        <SummaryList
          rows={[
            {
              key: words.countyFingerprint,
              value: <code data-directory-fingerprint>{directoryFingerprint(publicKey)}</code>,
            },
            { key: words.list, value: directory ? words.version(directory.version) : words.noVersion },
          ]}
        />
      )}
      {publicKey && <ConfirmLogKey {...page} publicKey={publicKey} />}
      {page.guardians < 3 && directory && (
        <p className="govuk-inset-text" data-few-guardians={page.hasReserve ? 'reserve' : 'none'}>
          {words.fewGuardians(page.guardians)} {!page.hasReserve && words.fewAndNoReserve}
        </p>
      )}
      {publicKey && proposal && <DirectoryProposal {...page} publicKey={publicKey} waiting={proposal} />}
      {guardiansKey && !grant && !proposal && <EmptyState title={words.noGrant} />}
      {publicKey && grant && page.seed && !proposal && (
        <DirectoryForm {...page} publicKey={publicKey} grant={grant} seed={page.seed.wrapped} />
      )}
      {publicKey && directory && (
        <RoutingSection
          {...page}
          publicKey={publicKey}
          directory={directory}
          signing={grant && page.seed && { grant, seed: page.seed.wrapped }}
        />
      )}
      {directory && <ReserveLink lang={lang} />}
      {directory && <KeyAlarmList lang={lang} alarms={page.alarms} />}
      {directory && <CertifiedTable lang={lang} names={page.names} directory={directory} />}
    </>
  );
}
