import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Refusal } from '~/domain/refusal';
import { keyRoleIn } from '~/domain/unit-roles';
import { fingerprint } from '~/envelope/key-pair';
import { directoryInForce } from '~/services/certified.server';
import { requireBytes } from '~/services/public-key.server';
import { grantsOf, grantUnitKey, makeUnitKey, sharesPrinted, unitKeyPage } from '~/services/unit-key.server';
import { EmptyState } from '~/ui/empty-state';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import { Tag } from '~/ui/tag';
import { readForm } from '~/web/form.server';
import { staff, staffAct } from '~/web/staff.server';
import { keysWords } from '~/words/keys';
import { formatDate } from '~/words/language';
import { KeyHolders } from './key-holders';
import { MakeKey } from './make-key';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: keysWords[data?.lang ?? 'zh'].title }];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ house, actor, lang }) => {
    const page = await unitKeyPage(house, actor);
    const grants = await grantsOf(house.db, actor.memberId);
    return {
      ...page,
      lang,
      mine: keyRoleIn(actor.roles, page.unit.kind),
      grant: grants.find((grant) => grant.unitKeyId === page.key?.id) ?? null,
      directory: await directoryInForce(house.db),
    };
  });
}

export function action(args: ActionFunctionArgs) {
  return staffAct(args, async ({ house, actor, request }) => {
    const form = await readForm(request);
    const unitKeyId = form.text('unitKeyId');
    if (!/^[0-9a-f-]{36}$/.test(unitKeyId)) throw new Refusal('invalid');
    switch (form.text('act')) {
      case 'make': {
        const made = { unitKeyId, recipient: form.text('recipient'), wrapped: requireBytes(form.text('wrapped')) };
        await makeUnitKey(house, actor, made);
        return { done: 'made' as const };
      }
      case 'printed':
        await sharesPrinted(house, actor, unitKeyId);
        return { done: 'printed' as const };
      case 'grant': {
        const memberId = form.text('memberId');
        if (!/^[0-9a-f-]{36}$/.test(memberId)) throw new Refusal('notFound');
        await grantUnitKey(house, actor, { unitKeyId, memberId, wrapped: requireBytes(form.text('wrapped')) });
        return { done: 'granted' as const };
      }
      default:
        throw new Refusal('invalid');
    }
  });
}

export default function Keys() {
  const { lang, unit, keyed, key, keyCertified, holders, mine, grant, directory } = useLoaderData<typeof loader>();
  const words = keysWords[lang];
  const name = lang === 'zh' ? unit.nameZh : unit.nameEn;
  if (!keyed || !mine) {
    return (
      <>
        <PageTitle>{words.title}</PageTitle>
        <EmptyState title={keyed ? words.mayNot : words.noKeyKind} />
      </>
    );
  }
  return (
    <>
      <PageTitle lead={words.lead(name)}>{words.title}</PageTitle>
      <MakeKey lang={lang} unit={name} made={key} grant={grant} />
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
          <KeyHolders lang={lang} holders={holders} grant={grant} directory={directory} />
        </>
      )}
    </>
  );
}
