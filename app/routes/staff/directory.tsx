import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Refusal } from '~/domain/refusal';
import { directoryFingerprint } from '~/envelope/directory';
import { certify, directoryPage, makeDirectoryKey } from '~/services/directory.server';
import { today } from '~/services/house.server';
import { requireBytes } from '~/services/public-key.server';
import { grantsOf } from '~/services/unit-key.server';
import { EmptyState } from '~/ui/empty-state';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import { readForm } from '~/web/form.server';
import { staff, staffAct } from '~/web/staff.server';
import { keysWords } from '~/words/keys';
import { DirectoryForm } from './directory-form';
import { MakeDirectoryKey } from './make-directory-key';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: keysWords[data?.lang ?? 'zh'].directory.title },
];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ house, actor, lang }) => {
    const page = await directoryPage(house, actor);
    const grants = await grantsOf(house.db, actor.memberId);
    const keyId = page.seed?.unitKeyId ?? page.guardiansKey?.unitKeyId;
    return { ...page, lang, today: today(house), grant: grants.find((grant) => grant.unitKeyId === keyId) ?? null };
  });
}

export function action(args: ActionFunctionArgs) {
  return staffAct(args, async ({ house, actor, request }) => {
    const form = await readForm(request, { fieldBytes: 3 * 1024 * 1024 });
    if (form.text('act') === 'make') {
      await makeDirectoryKey(house, actor, {
        publicKey: form.text('publicKey'),
        wrapped: requireBytes(form.text('wrapped')),
      });
      return { done: 'made' as const, version: 0 };
    }
    if (form.text('act') !== 'certify') throw new Refusal('invalid');
    const signed = { statement: form.text('statement'), signature: form.text('signature') };
    return { done: 'certified' as const, version: await certify(house, actor, signed) };
  });
}

export default function Directory() {
  const page = useLoaderData<typeof loader>();
  const { lang, guardiansKey, publicKey, grant, directory } = page;
  const words = keysWords[lang].directory;
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {!guardiansKey && <EmptyState title={words.noUnitKey} />}
      {guardiansKey && !grant && <EmptyState title={words.noGrant} />}
      {guardiansKey && grant && !publicKey && <MakeDirectoryKey lang={lang} grant={grant} />}
      {publicKey && (
        <SummaryList
          rows={[
            {
              key: words.countyFingerprint,
              value: <code data-directory-fingerprint>{directoryFingerprint(publicKey)}</code>,
            },
            { key: words.title, value: directory ? words.version(directory.version) : words.noVersion },
          ]}
        />
      )}
      {publicKey && grant && page.seed && (
        <DirectoryForm {...page} publicKey={publicKey} grant={grant} seed={page.seed.wrapped} />
      )}
    </>
  );
}
