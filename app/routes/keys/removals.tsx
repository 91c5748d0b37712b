import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { removalForms } from '~/contract/posted/key-forms';
import {
  type AskedRemoval,
  confirmKeyRemoval,
  refuseKeyRemoval,
  removalsAsked,
} from '~/services/keys/key-removal.server';
import type { Column } from '~/ui/data-table';
import { AskedDecisions, DecisionForm } from '~/ui/staff/asked-decisions';
import { effectsInWords } from '~/web/keys/removal-effects.server';
import { staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { removalsWords } from '~/words/keys/removals';
import { formatDate, formatList, type Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: removalsWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => {
    const asked = await removalsAsked(ctx, actor);
    const { ofClosing: effectOf } = await effectsInWords(ctx, actor, lang);
    const waiting = asked.map((row) => ({ ...row, effect: effectOf(row.units) || removalsWords[lang].closesNothing }));
    return { lang, waiting };
  });

export const action = (args: ActionFunctionArgs) => staffActs(args, ACTS);

const ACTS = formActs(removalForms, {
  confirm: async ({ ctx, actor }, { request, shown }) => {
    await confirmKeyRemoval(ctx, actor, { requestId: request, shown });
    return { done: 'confirmed' as const };
  },
  refuse: async ({ ctx, actor }, { request }) => {
    await refuseKeyRemoval(ctx, actor, request);
    return { done: 'refused' as const };
  },
});

/** What waits for a second person, with what it would close. */
export default function Removals() {
  const { lang, waiting } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = removalsWords[lang];
  const columns: Column<AskedRemoval & { effect: string }>[] = [
    { key: 'who', title: t.who, head: true, cell: (row) => row.name },
    { key: 'what', title: t.what, cell: (row) => whatOf(row, lang) },
    { key: 'effect', title: t.effect, cell: (row) => row.effect },
    { key: 'askedBy', title: t.askedBy, cell: (row) => row.askedByName },
    { key: 'askedOn', title: t.askedOn, cell: (row) => formatDate(row.askedOn, lang) },
    { key: 'decide', title: t.decision, cell: (row) => <Decision lang={lang} row={row} /> },
  ];
  const told = ({ code }: { code: string }) => (code === 'expired' ? t.expired : undefined);
  return <AskedDecisions lang={lang} words={t} columns={columns} rows={waiting} answer={answer} told={told} />;
}

function whatOf({ kind, roles }: AskedRemoval, lang: Lang): string {
  const t = removalsWords[lang].kinds;
  if (kind !== 'roles') return t[kind];
  const names = vocabularyWords[lang].roles;
  return t.roles(
    formatList(
      roles.map((role) => names[role]),
      lang,
    ),
  );
}

function Decision({ lang, row }: { lang: Lang; row: AskedRemoval }) {
  const t = removalsWords[lang];
  if (row.part === 'concerned') return <span className="govuk-hint">{t.own}</span>;
  return (
    <DecisionForm
      row={row}
      confirm={row.part === 'decides' ? t.confirm : null}
      refuse={row.part === 'asked' ? t.withdraw : t.refuse}
      about={t.about(row.name)}
    />
  );
}
