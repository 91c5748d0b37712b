import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readField, readPosted, uuid } from '~/contract/posted/posted';
import { postedGrants } from '~/contract/posted/staff-acts';
import { textIn } from '~/domain/localized';
import { isRefusal } from '~/domain/refusal';
import { fingerprint } from '~/envelope/key-pair';
import { revokeUnitKeys } from '~/services/keys/key-grant.server';
import { askKeyRemoval } from '~/services/keys/key-removal.server';
import { keysPage } from '~/services/keys/keys-page.server';
import { requireBytes } from '~/services/keys/public-key.server';
import { grantUnitKey, makeUnitKey, sharesPrinted } from '~/services/keys/unit-key.server';
import { restoreUnitKey, rotateUnitKey } from '~/services/keys/unit-rotation.server';
import { EmptyState } from '~/ui/empty-state';
import { ErrorMessage } from '~/ui/error-message';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import { Tag } from '~/ui/tag';
import type { ParsedForm } from '~/web/form.server';
import { effectsInWords } from '~/web/keys/removal-effects.server';
import { staff } from '~/web/staff/staff.server';
import { type StaffActs, staffActs } from '~/web/staff/staff-acts.server';
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

export function action(args: ActionFunctionArgs) {
  return staffActs(args, ACTS, { fieldBytes: 512 * 1024 });
}

const keyIn = (form: ParsedForm) => readField(uuid, form.text('unitKeyId'), 'unitKeyId');
const memberIn = (form: ParsedForm) => readField(uuid, form.text('memberId'), 'memberId');
const wrappedIn = (form: ParsedForm) => requireBytes(form.text('wrapped'));

const ACTS = {
  revoke: [
    ['unit.revokeKey', 'keyRemoval.ask'],
    async ({ ctx, actor }, form) => {
      const memberId = memberIn(form);
      try {
        await revokeUnitKeys(ctx, actor, memberId);
        return { done: 'revoked' as const };
      } catch (error) {
        // Only who was warned of what closes asks a second person for it.
        if (!isRefusal(error) || error.data?.rule !== 'secondPerson' || form.text('warned') !== 'yes') throw error;
        await askKeyRemoval(ctx, actor, { kind: 'revoke', memberId, roles: [] });
        return { done: 'asked' as const };
      }
    },
  ],
  make: [
    'unit.makeKey',
    async ({ ctx, actor }, form) => {
      const made = { unitKeyId: keyIn(form), recipient: form.text('recipient'), wrapped: wrappedIn(form) };
      await makeUnitKey(ctx, actor, made);
      return { done: 'made' as const };
    },
  ],
  printed: [
    'unit.printShares',
    async ({ ctx, actor }, form) => {
      await sharesPrinted(ctx, actor, keyIn(form), form.text('holders').split(','));
      return { done: 'printed' as const };
    },
  ],
  grant: [
    'unit.grantKey',
    async ({ ctx, actor }, form) => {
      const granted = { unitKeyId: keyIn(form), memberId: memberIn(form), wrapped: wrappedIn(form) };
      await grantUnitKey(ctx, actor, granted);
      return { done: 'granted' as const };
    },
  ],
  rotate: [
    'unit.rotateKey',
    async ({ ctx, actor }, form) => {
      const grants = readPosted(postedGrants, form.text('grants'), 'grants');
      await rotateUnitKey(ctx, actor, { unitKeyId: keyIn(form), recipient: form.text('recipient'), grants });
      return { done: 'rotated' as const };
    },
  ],
  restore: [
    'unit.restoreKey',
    async ({ ctx, actor }, form) => {
      await restoreUnitKey(ctx, actor, { unitKeyId: keyIn(form), wrapped: wrappedIn(form) });
      return { done: 'restored' as const };
    },
  ],
} as const satisfies StaffActs;

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
        <NotificationBanner success>
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
