import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { recordDays } from '~/domain/case/record-period';
import { textIn } from '~/domain/localized';
import { STAGES } from '~/domain/vocabulary';
import { KeyAlarmList } from '~/routes/keys/key-alarm-list';
import { type UnitProgress, unitProgress } from '~/services/case/oversight.server';
import { unitRecords } from '~/services/case/unit-record.server';
import { today } from '~/services/context.server';
import { alarmsFor } from '~/services/keys/key-alarm.server';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { PageTitle } from '~/ui/page-title';
import { Tag } from '~/ui/tag';
import { staff } from '~/web/staff/staff.server';
import { assessmentWords } from '~/words/case/assessment';
import { limitText } from '~/words/case/limit';
import { oversightWords } from '~/words/case/oversight';
import { formatDate } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import { UnitRecordTable } from './unit-record-table';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: oversightWords[data?.lang ?? 'zh'].title }];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang, request }) => {
    const days = recordDays(new URL(request.url).searchParams.get('days'));
    return {
      lang,
      day: today(ctx),
      days,
      units: await unitProgress(ctx, actor),
      figures: await unitRecords(ctx, actor, days),
      alarms: await alarmsFor(ctx, actor, 'oversight.read'),
    };
  });
}

/** How far each unit is, for those who press for progress: numbers and limits, no case. */
export default function Oversight() {
  const { lang, day, days, units, figures, alarms } = useLoaderData<typeof loader>();
  const t = oversightWords[lang];
  const { stages } = vocabularyWords[lang];
  const columns: Column<UnitProgress>[] = [
    { key: 'unit', title: t.unit, head: true, cell: (row) => textIn(row.names, lang) },
    { key: 'open', title: t.open, numeric: true, cell: (row) => row.open },
    {
      key: 'overdue',
      title: t.overdue,
      numeric: true,
      cell: (row) => (row.overdue > 0 ? <Tag tone="bad">{row.overdue}</Tag> : 0),
    },
    { key: 'urgent', title: t.urgent, numeric: true, cell: (row) => row.urgent },
    {
      key: 'oldest',
      title: t.oldest,
      cell: (row) => (row.oldestDue ? limitText(row.oldestDue, row.oldestProvisional, lang) : t.none),
    },
    ...STAGES.filter((stage) => stage !== 'closed' && stage !== 'notAccepted').map((stage) => ({
      key: stage,
      title: stages[stage],
      numeric: true,
      cell: (row: UnitProgress) => row.stages[stage] ?? 0,
    })),
  ];
  return (
    <>
      <PageTitle caption={t.asOf(formatDate(day, lang))} lead={t.intro}>
        {t.title}
      </PageTitle>
      <p className="govuk-body">
        <Link className="govuk-link" to={`/${lang}/staff/assessment`}>
          {assessmentWords[lang].link}
        </Link>
      </p>
      <DataTable
        caption={t.byStage}
        captionHidden
        columns={columns}
        rows={units}
        rowKey={(row) => row.unitId}
        empty={<EmptyState title={t.empty} />}
        narrow="scroll"
        dense
      />
      <UnitRecordTable lang={lang} days={days} figures={figures} />
      <KeyAlarmList lang={lang} alarms={alarms} />
    </>
  );
}
