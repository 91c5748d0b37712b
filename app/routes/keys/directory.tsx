import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { ConfirmLogKey } from '~/routes/log/confirm-log-key';
import { today } from '~/services/context.server';
import { directoryPage } from '~/services/keys/directory.server';
import { alarmsFor } from '~/services/keys/key-alarm.server';
import { unconfirmedLogKey } from '~/services/log/log-key-confirmation.server';
import { EmptyState } from '~/ui/empty-state';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import { directoryAction } from '~/web/keys/directory-acts.server';
import { staff } from '~/web/staff/staff.server';
import { keysWords } from '~/words/keys/keys';
import { BackupKeySection } from './backup-key-section';
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

export const action = (args: ActionFunctionArgs) => directoryAction(args);

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
        <NotificationBanner success={done.done === 'certified'} told={done}>
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
      {publicKey && directory && (
        <BackupKeySection
          {...page}
          publicKey={publicKey}
          directory={directory}
          signing={proposal ? null : grant && page.seed && { grant, seed: page.seed.wrapped }}
        />
      )}
      {directory && <KeyAlarmList lang={lang} alarms={page.alarms} />}
      {directory && <CertifiedTable lang={lang} names={page.names} directory={directory} />}
    </>
  );
}
