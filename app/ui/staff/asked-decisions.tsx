import { Form, useNavigation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { refusedText } from '~/words/follow/access';
import type { Lang } from '~/words/language';
import { Button } from '../button';
import { ButtonGroup } from '../button-group';
import { type Column, DataTable } from '../data-table';
import { EmptyState } from '../empty-state';
import { ErrorSummary } from '../error-summary';
import { NotificationBanner } from '../notification-banner';
import { PageTitle } from '../page-title';
import { SiteLanguage } from '../site-language';

type Refused = Parameters<typeof refusedText>[0];
type Words = { title: string; lead: string; none: string; confirmed: string; refused: string };

type Props<Row> = {
  lang: Lang;
  words: Words;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  answer: { done: 'confirmed' | 'refused' } | { refused: Refused } | undefined;
  /** Another sentence for a refusal, where the page has one. */
  told?: (refused: Refused) => string | undefined;
};

/** A page of what one person requested and a second one decides. */
export function AskedDecisions<Row extends { id: string }>({ lang, words, columns, rows, answer, told }: Props<Row>) {
  const refusal = answer && 'refused' in answer ? answer.refused : null;
  return (
    <>
      {answer && 'done' in answer && (
        <NotificationBanner success told={answer}>
          {words[answer.done]}
        </NotificationBanner>
      )}
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <ErrorSummary
        told={answer}
        errors={refusal ? [{ message: told?.(refusal) ?? refusedText(refusal, lang) }] : []}
      />
      <DataTable
        caption={words.title}
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title={words.none} />}
      />
    </>
  );
}

type DecisionProps = {
  row: { id: string; shown: string };
  /** Words on the buttons; without `confirm` this person may only withdraw the request. */
  confirm: string | null;
  refuse: string;
  /** Tells screen readers which request the buttons are about. */
  about: ReactNode;
};

/** The decision on one of them, as its row was shown. */
export function DecisionForm({ row, confirm, refuse, about }: DecisionProps) {
  const busy = useNavigation().state !== 'idle';
  const unseen = (
    <span className="govuk-visually-hidden">
      {' '}
      <SiteLanguage>{about}</SiteLanguage>
    </span>
  );
  return (
    <Form method="post">
      <input type="hidden" name="request" value={row.id} />
      <input type="hidden" name="shown" value={row.shown} />
      <ButtonGroup>
        {confirm !== null && (
          <Button variant="warning" name="act" value="confirm" disabled={busy}>
            {confirm}
            {unseen}
          </Button>
        )}
        <Button variant="secondary" name="act" value="refuse" disabled={busy}>
          {refuse}
          {unseen}
        </Button>
      </ButtonGroup>
    </Form>
  );
}
