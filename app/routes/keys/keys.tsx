import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { textIn } from '~/domain/localized';
import { fingerprint } from '~/envelope/key-pair';
import { keysPage } from '~/services/keys/keys-page.server';
import { EmptyState } from '~/ui/empty-state';
import { ErrorMessage } from '~/ui/error-message';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import { Tag } from '~/ui/tag';
import { keysAction } from '~/web/keys/keys-acts.server';
import { effectsInWords } from '~/web/keys/removal-effects.server';
import { staff } from '~/web/staff/staff.server';
import { keysWords } from '~/words/keys/keys';
import { formatDate, type Lang } from '~/words/language';
import { KeyHolders } from './key-holders';
import { KeyRotation } from './key-rotation';
import { MakeKey } from './make-key';
import { RestoreKey, useRestored } from './restore-key';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: keysWords[data?.lang ?? 'zh'].title }];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang }) => {
    const { unit, keyed, work } = await keysPage(ctx, actor);
    const name = textIn(unit.names, lang);
    if (!work) return { lang, name, keyed, work };
    const { needed: all } = await effectsInWords(ctx, actor, lang);
    const effects = Object.fromEntries(work.holders.map(({ memberId }) => [memberId, all[memberId] ?? null]));
    return { lang, name, keyed, work: { ...work, effects } };
  });
}

export const action = (args: ActionFunctionArgs) => keysAction(args);

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
type Work = { lang: Lang; name: string; page: NonNullable<Loaded['work']> };

export default function Keys() {
  const { lang, name, keyed, work } = useLoaderData<typeof loader>();
  const words = keysWords[lang];
  if (keyed && work) return <KeyWork lang={lang} name={name} page={work} />;
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      <EmptyState title={keyed ? words.mayNot : words.noKeyKind} />
    </>
  );
}

/** For those who have a part in the unit's key. */
function KeyWork({ lang, name, page }: Work) {
  const { key, keyCertified, holders, grant, directory } = page;
  const words = keysWords[lang];
  const restored = useRestored(grant, directory);
  return (
    <>
      <PageTitle lead={words.lead(name)}>{words.title}</PageTitle>
      {restored === 'opens' && (
        <NotificationBanner success told={restored}>
          <p className="govuk-body">{words.restore.opens}</p>
        </NotificationBanner>
      )}
      {restored === 'fails' && <ErrorMessage id="restored-error" message={words.restore.fails} />}
      <MakeKey lang={lang} unit={name} made={key} grant={grant} keepers={page.keepers} />
      {key && (
        <>
          <SummaryList
            rows={[
              { key: words.fingerprint, value: <code data-unit-fingerprint>{fingerprint(key.recipient)}</code> },
              { key: words.madeOn, value: formatDate(key.madeOn, lang) },
              {
                key: words.state,
                value: (
                  <Tag tone={keyCertified ? 'good' : 'attention'}>
                    {keyCertified ? words.keyCertified : words.keyWaits}
                  </Tag>
                ),
              },
            ]}
          />
          <KeyHolders lang={lang} holders={holders} effects={page.effects} grant={grant} directory={directory} />
          {grant && directory && keyCertified && (
            <KeyRotation
              lang={lang}
              unit={name}
              rotation={page.rotation}
              rewrap={page.rewrap}
              cases={page.cases}
              directory={directory}
              keepers={page.keepers}
            />
          )}
          {(!grant || restored === 'fails') && directory && keyCertified && (
            <RestoreKey lang={lang} unitKeyId={key.id} directory={directory} />
          )}
        </>
      )}
    </>
  );
}
