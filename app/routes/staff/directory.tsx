import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { Refusal } from '~/domain/refusal';
import { directoryFingerprint } from '~/envelope/directory';
import { readStamp } from '~/envelope/stamp';
import { certifyDirectory, proposeDirectory, withdrawProposal } from '~/services/certification.server';
import { directoryPage, makeDirectoryKey } from '~/services/directory.server';
import { today } from '~/services/house.server';
import { keyAlarms } from '~/services/key-alarm.server';
import { confirmLogKey, unconfirmedLogKey } from '~/services/log-key-confirmation.server';
import { requireBytes } from '~/services/public-key.server';
import { certifyRouting, proposeRouting, withdrawRouting } from '~/services/routing-certification.server';
import { grantsOf } from '~/services/unit-key.server';
import { EmptyState } from '~/ui/empty-state';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import { readForm } from '~/web/form.server';
import { staff, staffAct } from '~/web/staff.server';
import { keysWords } from '~/words/keys';
import { ConfirmLogKey } from './confirm-log-key';
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
  return staff(args, async ({ house, actor, lang }) => {
    const page = await directoryPage(house, actor);
    const alarms = await keyAlarms(house);
    const grants = await grantsOf(house.db, actor.memberId);
    const keyId = page.seed?.unitKeyId ?? page.guardiansKey?.unitKeyId;
    return {
      ...page,
      alarms,
      logKey: await unconfirmedLogKey(house, actor),
      lang,
      me: actor.memberId,
      today: today(house),
      grant: grants.find((grant) => grant.unitKeyId === keyId) ?? null,
    };
  });
}

export function action(args: ActionFunctionArgs) {
  return staffAct(args, async ({ house, actor, request }) => {
    const form = await readForm(request, { fieldBytes: 8 * 1024 * 1024 });
    if (form.text('act') === 'make') {
      await makeDirectoryKey(house, actor, {
        publicKey: form.text('publicKey'),
        wrapped: requireBytes(form.text('wrapped')),
      });
      return { done: 'made' as const, version: 0 };
    }
    if (form.text('act') === 'confirmLogKey') {
      await confirmLogKey(house, actor, { number: Number(form.text('number')), signature: form.text('signature') });
      return { done: 'logKey' as const, version: 0 };
    }
    const attestation = form.text('attestation');
    const stamp = readStamp(form.text('stamp'));
    const proposing = { statement: form.text('statement'), signature: form.text('signature'), attestation, stamp };
    const routingAttestation = form.text('routingAttestation') || null;
    if (form.text('act') === 'propose') {
      const version = await proposeDirectory(house, actor, { ...proposing, routingAttestation });
      return { done: 'proposed' as const, version };
    }
    if (form.text('act') === 'proposeRouting') {
      return { done: 'proposed' as const, version: await proposeRouting(house, actor, proposing) };
    }
    const version = Number(form.text('version'));
    if (!Number.isSafeInteger(version) || version < 1) throw new Refusal('notFound');
    switch (form.text('act')) {
      case 'confirm':
      case 'confirmByReserve': {
        const byReserve = form.text('act') === 'confirmByReserve';
        await certifyDirectory(house, actor, { version, attestation, stamp, byReserve, routingAttestation });
        return { done: 'certified' as const, version };
      }
      case 'confirmRouting':
        await certifyRouting(house, actor, { version, attestation, stamp });
        return { done: 'certified' as const, version };
      case 'withdraw':
        await withdrawProposal(house, actor, version);
        return { done: 'withdrawn' as const, version };
      case 'withdrawRouting':
        await withdrawRouting(house, actor, version);
        return { done: 'withdrawn' as const, version };
      default:
        throw new Refusal('invalid');
    }
  });
}

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
