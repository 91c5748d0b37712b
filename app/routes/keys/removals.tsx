import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import {
  type AskedRemoval,
  confirmKeyRemoval,
  refuseKeyRemoval,
  removalsAsked,
} from '~/services/keys/key-removal.server';
import { Button } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { ErrorMessage } from '~/ui/error-message';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { effectsInWords } from '~/web/keys/removal-effects.server';
import { staff } from '~/web/staff/staff.server';
import { staffActs } from '~/web/staff/staff-acts.server';
import { refusedText } from '~/words/follow/access';
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

export const action = (args: ActionFunctionArgs) =>
  staffActs(args, {
    confirm: [
      'keyRemoval.confirm',
      async ({ ctx, actor }, form) => {
        await confirmKeyRemoval(ctx, actor, { requestId: form.text('request'), shown: form.text('shown') });
        return { done: 'confirmed' as const };
      },
    ],
    refuse: [
      'keyRemoval.refuse',
      async ({ ctx, actor }, form) => {
        await refuseKeyRemoval(ctx, actor, form.text('request'));
        return { done: 'refused' as const };
      },
    ],
  });

/** What waits for a second person, with what it would close. */
export default function Removals() {
  const { lang, waiting } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = removalsWords[lang];
  const refusal = answer && 'refused' in answer ? answer.refused : null;
  const columns: Column<AskedRemoval & { effect: string }>[] = [
    { key: 'who', title: t.who, head: true, cell: (row) => row.name },
    { key: 'what', title: t.what, cell: (row) => whatOf(row, lang) },
    { key: 'effect', title: t.effect, cell: (row) => row.effect },
    { key: 'askedBy', title: t.askedBy, cell: (row) => row.askedByName },
    { key: 'askedOn', title: t.askedOn, cell: (row) => formatDate(row.askedOn, lang) },
    { key: 'decide', title: t.decision, cell: (row) => <Decision lang={lang} row={row} /> },
  ];
  return (
    <>
      {answer && 'done' in answer && <NotificationBanner success>{t[answer.done]}</NotificationBanner>}
      <PageTitle lead={t.lead}>{t.title}</PageTitle>
      <ErrorMessage
        id="removals-error"
        message={refusal ? (refusal.code === 'expired' ? t.expired : refusedText(refusal, lang)) : undefined}
      />
      <DataTable
        caption={t.title}
        captionHidden
        columns={columns}
        rows={waiting}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t.none} />}
      />
    </>
  );
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
  const busy = useNavigation().state !== 'idle';
  const about = <span className="govuk-visually-hidden">{t.about(row.name)}</span>;
  if (row.part === 'concerned') return <span className="govuk-hint">{t.own}</span>;
  return (
    <Form method="post">
      <input type="hidden" name="request" value={row.id} />
      <input type="hidden" name="shown" value={row.shown} />
      <ButtonGroup>
        {row.part === 'decides' && (
          <Button variant="warning" name="act" value="confirm" disabled={busy}>
            {t.confirm}
            {about}
          </Button>
        )}
        <Button variant="secondary" name="act" value="refuse" disabled={busy}>
          {row.part === 'asked' ? t.withdraw : t.refuse}
          {about}
        </Button>
      </ButtonGroup>
    </Form>
  );
}
